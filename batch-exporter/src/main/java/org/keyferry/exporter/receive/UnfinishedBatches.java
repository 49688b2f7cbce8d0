package org.keyferry.exporter.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.exporter.record.BatchId;

/**
 * Tells which offset of one partition may be committed: that of the first record of the oldest
 * unfinished batch, and never beyond. Batches of several feeds may interleave, so a restart from
 * there meets records of batches that are finished; those are recognised elsewhere.
 */
final class UnfinishedBatches {
  /** In the order of their first records, so the oldest comes first. */
  private final Map<BatchId, Long> firstOffsets = new LinkedHashMap<>();

  private long next;

  /**
   * @param start offset of the first record that will be read
   */
  UnfinishedBatches(long start) {
    this.next = start;
  }

  /** A record of a batch that is not finished; only the batch's first one counts. */
  void begin(BatchId batch, long offset) {
    firstOffsets.putIfAbsent(batch, offset);
  }

  /** Nothing of the batch is needed any more. */
  void finish(BatchId batch) {
    firstOffsets.remove(batch);
  }

  /** The record was dealt with, whatever it was. */
  void taken(long offset) {
    next = offset + 1;
  }

  /** Where a restart has to begin to miss nothing: never beyond an unfinished batch. */
  long committable() {
    return firstOffsets.isEmpty() ? next : firstOffsets.values().iterator().next();
  }

  /** How many batches have begun and are not finished. */
  int size() {
    return firstOffsets.size();
  }
}
