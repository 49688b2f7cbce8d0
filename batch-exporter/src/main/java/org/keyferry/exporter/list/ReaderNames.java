package org.keyferry.exporter.list;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.feed.BatchWindow;

/**
 * The names under which readers know the batches of a feed.
 *
 * @param records of the feed, in the order of their sequences
 */
public record ReaderNames(List<PublishedBatch> records) {

  public ReaderNames {
    records = List.copyOf(records);
  }

  /**
   * Where a batch has its place in the list.
   *
   * @param name its name
   * @param previous the batch with data before it, if there is one
   */
  public record Place(BatchName name, Optional<BatchName> previous) {}

  /** The window of a recorded batch. */
  public static BatchWindow window(PublishedBatch batch) {
    return BatchWindow.ofEpochSeconds(batch.getWindowStartSeconds(), batch.getWindowEndSeconds());
  }

  /** Whether the record is of a bucket or a correction, and not of a command that has no keys. */
  static boolean isOfWindow(PublishedBatch batch) {
    return !batch.hasOutcome()
        || (batch.getOutcome().getAction() == CommandAction.CORRECT && batch.getKeys() > 0);
  }

  /** The name of a recorded batch. */
  public BatchName of(PublishedBatch batch) {
    if (!batch.getBatchName().isEmpty()) {
      return BatchName.parse(batch.getBatchName());
    }
    return batch.hasOutcome()
        ? next(window(batch), batch.getSequence())
        : BatchName.of(window(batch).end());
  }

  /** The name behind those that the window has had before the sequence. */
  private BatchName next(BatchWindow window, long sequence) {
    return records.stream()
        .filter(other -> other.getSequence() < sequence)
        .filter(other -> isOfWindow(other) && window(other).equals(window))
        .map(this::of)
        .max(Comparator.naturalOrder())
        .map(BatchName::corrected)
        .orElseGet(() -> BatchName.of(window.end()));
  }

  /**
   * The place of a batch, whether or not it is recorded already.
   *
   * @param sequence its number, or that of the command that it corrects by
   */
  public Place place(BatchWindow window, long sequence) {
    BatchName name =
        records.stream()
            .filter(batch -> batch.getSequence() == sequence && !batch.getBatchName().isEmpty())
            .findFirst()
            .map(this::of)
            .orElseGet(() -> next(window, sequence));
    Optional<BatchName> previous =
        records.stream()
            .filter(batch -> batch.hasData() && !batch.hasWithdrawal())
            .filter(batch -> !window(batch).end().isAfter(window.start()))
            .map(this::of)
            .max(Comparator.naturalOrder());
    return new Place(name, previous);
  }
}
