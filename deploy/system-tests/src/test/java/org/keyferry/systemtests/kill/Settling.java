package org.keyferry.systemtests.kill;

import org.keyferry.event.v1.FeedSlice;

/**
 * A grain of which the processor has begun to write what one key partition has for one feed.
 *
 * @param feed the feed's id
 * @param keyPartition the partition of the inputs
 * @param grainStart start of the grain, seconds since the epoch
 */
record Settling(String feed, int keyPartition, long grainStart) {
  static Settling of(FeedSlice slice) {
    return new Settling(
        slice.getFeed(), slice.getKeyPartition(), slice.getChunk().getGrainStartSeconds());
  }
}
