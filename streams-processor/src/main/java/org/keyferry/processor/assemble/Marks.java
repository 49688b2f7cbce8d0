package org.keyferry.processor.assemble;

import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.PartitionMarks;

/** What the marks of a feed's key partitions add up to. Pure; times are seconds since the epoch. */
final class Marks {
  private Marks() {}

  /** The progress with one more mark. One that tells nothing new changes nothing. */
  static FeedProgress add(FeedProgress progress, ReceivedSlice.Mark mark) {
    for (int i = 0; i < progress.getPartitionsCount(); i++) {
      PartitionMarks known = progress.getPartitions(i);
      if (known.getPartition() == mark.partition()) {
        return mark.through() <= known.getThroughSeconds()
            ? progress
            : progress.toBuilder()
                .setPartitions(i, known.toBuilder().setThroughSeconds(mark.through()))
                .build();
      }
    }
    return progress.toBuilder()
        .addPartitions(
            PartitionMarks.newBuilder()
                .setPartition(mark.partition())
                .setFirstFromSeconds(mark.from())
                .setThroughSeconds(mark.through()))
        .build();
  }

  /** Up to where all partitions have told everything; empty until each has marked once. */
  static OptionalLong through(FeedProgress progress, int keyPartitions) {
    return progress.getPartitionsCount() < keyPartitions
        ? OptionalLong.empty()
        : progress.getPartitionsList().stream().mapToLong(PartitionMarks::getThroughSeconds).min();
  }

  /**
   * The progress of a feed whose partitions have all marked: before its first batch, everything
   * before the bucket of the earliest first mark counts as sealed.
   *
   * @param bucketAt length of the bucket that contains the second
   */
  static FeedProgress begin(FeedProgress progress, LongUnaryOperator bucketAt) {
    if (progress.hasSealedThroughSeconds()) {
      return progress;
    }
    long first =
        progress.getPartitionsList().stream()
            .mapToLong(PartitionMarks::getFirstFromSeconds)
            .min()
            .orElseThrow();
    long start = NextWindow.floor(first, bucketAt.applyAsLong(first));
    return progress.toBuilder().setSealedThroughSeconds(start).build();
  }
}
