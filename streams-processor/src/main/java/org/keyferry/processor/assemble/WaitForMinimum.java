package org.keyferry.processor.assemble;

import java.util.Optional;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;

/**
 * Lets a window with few keys grow, in whole buckets, until it has the minimum or its oldest key
 * has waited for the longest time. Pure; by the time that is marked, so that a processor that was
 * stopped seals the same windows.
 */
final class WaitForMinimum {
  private final Feed feed;
  private final SliceStore slices;

  WaitForMinimum(Feed feed, SliceStore slices) {
    this.feed = feed;
    this.slices = slices;
  }

  /**
   * The window as it is to be sealed; empty if it has to wait.
   *
   * @param first its first bucket, which is complete
   * @param markedThrough every key partition has told all of its keys before
   * @param until the feed stays as it is until then; its windows don't reach further
   */
  Optional<BatchWindow> grown(BatchWindow first, long markedThrough, long until) {
    long start = first.start().getEpochSecond();
    long firstEnd = first.end().getEpochSecond();
    if (feed.longestWait().isZero()) {
      return Optional.of(first);
    }
    long bucket = feed.bucket().toSeconds();
    long complete = Math.max(firstEnd, NextWindow.floor(Math.min(markedThrough, until), bucket));
    var found = slices.find(feed.id(), start, complete, feed.minimumBatchSize());
    if (found.oldestGrain() >= firstEnd) {
      // Revised keys alone: more of them would not help, and they are not padded.
      return Optional.of(first);
    }
    long patience = Math.addExact(found.oldestGrain(), feed.longestWait().toSeconds());
    long end = Math.max(firstEnd, -NextWindow.floor(-patience, bucket));
    if (found.grainOfLast().isPresent()) {
      long full = NextWindow.floor(found.grainOfLast().getAsLong(), bucket) + bucket;
      end = Math.min(end, Math.max(firstEnd, full));
    }
    end = Math.min(end, until);
    return end <= complete ? Optional.of(BatchWindow.ofEpochSeconds(start, end)) : Optional.empty();
  }
}
