package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.CommandShape;

/**
 * Commands on batches of a feed, which wait for a number of their own. Pure. Whether the batch can
 * still be changed is decided where it is published; here only that the feed has it.
 */
final class FeedCommands {
  private static final int NEWEST = 100;

  private FeedCommands() {}

  /** The bytes to parse; a record without a value is a command without a shape. */
  static byte[] valueOf(byte[] value) {
    return value == null ? new byte[0] : value;
  }

  /** What is wrong with a command of a feed that has no batch here. */
  static Problem unknownFeed(FeedCommand command) {
    return CommandShape.problem(command)
        .orElse(new Problem("feed", "command", "one of the plan that has batches", "another"));
  }

  /** What is wrong with it, if anything is. */
  static Optional<Problem> problem(FeedProgress progress, FeedCommand command) {
    long head = progress.getSequence();
    long sequence = CommandShape.sequence(command);
    return CommandShape.problem(command)
        .or(() ->
            sequence <= head
                ? Optional.empty()
                : Optional.of(
                    new Problem(
                        "sequence",
                        "command on feed " + command.getFeed(),
                        "at most " + head + ", that of the newest batch",
                        String.valueOf(sequence))));
  }

  /** The progress with the command waiting; the same if it came before. */
  static FeedProgress take(FeedProgress progress, FeedCommand command) {
    if (progress.getNewestCommandIdsList().contains(command.getId())) {
      return progress;
    }
    var ids = progress.getNewestCommandIdsList();
    return progress.toBuilder()
        .addWaitingCommands(command.toByteString())
        .clearNewestCommandIds()
        .addAllNewestCommandIds(ids.subList(Math.max(0, ids.size() - NEWEST + 1), ids.size()))
        .addNewestCommandIds(command.getId())
        .build();
  }

  /** Whether a command waits. */
  static boolean isAnyWaiting(FeedProgress progress) {
    return progress.getWaitingCommandsCount() > 0;
  }

  /** The command whose turn it is. */
  static FeedCommand oldest(FeedProgress progress) {
    try {
      ByteString oldest = progress.getWaitingCommands(0);
      return FeedCommand.parseFrom(oldest);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("a stored command is torn", e);
    }
  }

  /** The progress once the oldest command has got the next number. */
  static FeedProgress number(FeedProgress progress) {
    var waiting = progress.getWaitingCommandsList();
    return progress.toBuilder()
        .setSequence(progress.getSequence() + 1)
        .clearWaitingCommands()
        .addAllWaitingCommands(waiting.subList(1, waiting.size()))
        .build();
  }
}
