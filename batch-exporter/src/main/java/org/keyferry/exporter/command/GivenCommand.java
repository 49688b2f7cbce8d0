package org.keyferry.exporter.command;

import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.CommandOutcome;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.CommandShape;

/**
 * A command that has its number.
 *
 * @param id the command's own number in its feed
 * @param window that of the newest batch when the command came
 * @param terms what the feed's settings say of its files
 * @param command what is wanted
 */
public record GivenCommand(BatchId id, BatchWindow window, BatchTerms terms, FeedCommand command) {

  /** The batch that it is about. */
  BatchId target() {
    return new BatchId(id.feed(), CommandShape.sequence(command));
  }

  /** What its operator gave as the reason. */
  String reason() {
    return CommandShape.reason(command);
  }

  private CommandAction action() {
    return switch (command.getActionCase()) {
      case WITHDRAW -> CommandAction.WITHDRAW;
      case CORRECT -> CommandAction.CORRECT;
      case REBUILD -> CommandAction.REBUILD;
      case ACTION_NOT_SET -> CommandAction.COMMAND_ACTION_UNSPECIFIED;
    };
  }

  /** How it ended. */
  CommandOutcome outcome(String refusal, int storedObjects) {
    return CommandOutcome.newBuilder()
        .setCommandId(command.getId())
        .setAction(action())
        .setOfSequence(target().sequence())
        .setRefusal(refusal)
        .setStoredObjects(storedObjects)
        .build();
  }

  /** What {@code batches.published} says of its number, if it has no objects. */
  PublishedBatch published(CommandOutcome outcome) {
    return terms
        .record()
        .setFeed(id.feed())
        .setSequence(id.sequence())
        .setWindowStartSeconds(window.start().getEpochSecond())
        .setWindowEndSeconds(window.end().getEpochSecond())
        .setPreviousSequence(id.sequence() - 1)
        .setOutcome(outcome)
        .build();
  }
}
