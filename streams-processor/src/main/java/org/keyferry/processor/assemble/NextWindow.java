package org.keyferry.processor.assemble;

import java.util.OptionalLong;
import org.keyferry.wire.feed.BatchWindow;

/** What of a feed is to be sealed next. */
sealed interface NextWindow {
  /** No bucket is complete. */
  record NotYet() implements NextWindow {}

  /** One or more complete buckets without a key, sealed as one. */
  record Empty(BatchWindow window) implements NextWindow {}

  /** A complete bucket with keys. */
  record Filled(BatchWindow window) implements NextWindow {}

  /**
   * Decides. Pure; times are seconds since the epoch. A bucket is complete once every key partition
   * has marked through its end.
   *
   * @param sealedThrough everything before is sealed
   * @param markedThrough every key partition has told all of its keys before
   * @param bucket length of a bucket
   * @param firstGrain grain of the first key at or after {@code sealedThrough}; empty if none is
   *     there
   */
  static NextWindow after(
      long sealedThrough, long markedThrough, long bucket, OptionalLong firstGrain) {
    long complete = floor(markedThrough, bucket);
    if (complete <= sealedThrough) {
      return new NotYet();
    }
    if (firstGrain.isEmpty() || firstGrain.getAsLong() >= complete) {
      return new Empty(BatchWindow.ofEpochSeconds(sealedThrough, complete));
    }
    long start = floor(firstGrain.getAsLong(), bucket);
    // Off the grid only where the bucket's length was changed: windows still follow each other.
    return start > sealedThrough
        ? new Empty(BatchWindow.ofEpochSeconds(sealedThrough, start))
        : new Filled(BatchWindow.ofEpochSeconds(sealedThrough, start + bucket));
  }

  /** Start of the bucket that contains the second. */
  static long floor(long second, long bucket) {
    return Math.floorDiv(second, bucket) * bucket;
  }
}
