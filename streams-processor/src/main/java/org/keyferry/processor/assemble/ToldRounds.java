package org.keyferry.processor.assemble;

import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.PaddedRounds;

/**
 * What a feed was told of the lead's fakes, by the time at which their keys were released. Pure;
 * times are seconds since the epoch.
 */
final class ToldRounds {
  private ToldRounds() {}

  /** The progress with one more range. What was told before stays, whoever leads now. */
  static FeedProgress add(FeedProgress progress, ReceivedSlice.Padded range) {
    long from = Math.max(range.from(), progress.getPaddedThroughSeconds());
    if (from >= range.through()) {
      return progress;
    }
    var told = progress.toBuilder().setPaddedThroughSeconds(range.through());
    if (range.rounds() > 0) {
      told.addPadded(
          PaddedRounds.newBuilder()
              .setFromSeconds(from)
              .setThroughSeconds(range.through())
              .setRounds(range.rounds()));
    }
    return told.build();
  }

  /** How many fakes the lead shows of each of its keys of that grain. */
  static int at(FeedProgress progress, long grainStart) {
    for (PaddedRounds range : progress.getPaddedList()) {
      if (range.getFromSeconds() <= grainStart && grainStart < range.getThroughSeconds()) {
        return range.getRounds();
      }
    }
    return 0;
  }

  /** Whether the lead shows fakes of keys that were released before. */
  static boolean anyBefore(FeedProgress progress, long end) {
    return progress.getPaddedList().stream().anyMatch(range -> range.getFromSeconds() < end);
  }

  /** The progress without ranges whose keys are sealed. */
  static FeedProgress.Builder forgetSealed(FeedProgress.Builder progress) {
    var left =
        progress.getPaddedList().stream()
            .filter(range -> range.getThroughSeconds() > progress.getSealedThroughSeconds())
            .toList();
    return progress.clearPadded().addAllPadded(left);
  }
}
