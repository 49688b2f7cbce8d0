package org.keyferry.exporter.command;

import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Finds the batch that a command is about, and refuses commands on batches that can't be changed.
 *
 * @param published what is published
 * @param retention how long batches stay
 */
record CommandTargets(PublishedBatches published, Retention retention) {

  /** A batch that phones find, or that this very command has withdrawn before a restart. */
  PublishedBatch find(GivenCommand given) throws CommandRefused {
    PublishedBatch batch = published.find(given.target()).orElse(null);
    CommandRefused.unless(
        batch != null && !isOver(batch), "record", given, "one that is not expired", "none");
    var action = batch.getOutcome().getAction();
    CommandRefused.unless(
        !batch.hasOutcome() || (action == CommandAction.CORRECT && batch.getKeys() > 0),
        "content",
        given,
        "keys of a bucket or of a correction",
        "a command that has none");
    long by = batch.getWithdrawal().getBySequence();
    CommandRefused.unless(
        by == 0 || by == given.id().sequence(),
        "state",
        given,
        "published",
        "withdrawn or replaced by " + by);
    return batch;
  }

  /** The same, and it has keys. */
  PublishedBatch findWithKeys(GivenCommand given) throws CommandRefused {
    PublishedBatch batch = find(given);
    CommandRefused.unless(
        batch.getObjectsCount() > 0, "objects", given, "one or more", "none: it is empty");
    return batch;
  }

  private boolean isOver(PublishedBatch batch) {
    return retention
        .ofSeconds(batch.getRetentionSeconds())
        .isOver(
            BatchWindow.ofEpochSeconds(batch.getWindowStartSeconds(), batch.getWindowEndSeconds()));
  }
}
