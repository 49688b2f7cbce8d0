package org.keyferry.wire.retention;

import java.time.Duration;
import java.util.Comparator;
import org.keyferry.wire.feed.FeedPlan;

/**
 * What decides when a key is in a batch at the latest.
 *
 * @param quantum what arrival is rounded down to
 * @param embargo how long after the end of its validity a key is held
 * @param bucket the longest of all feeds, with the wait for its minimum size
 * @param grace the longest of all feeds
 */
public record ReleaseTerms(Duration quantum, Duration embargo, Duration bucket, Duration grace) {
  /** The longest that the settings can be, for an app that does not know them. */
  public static final ReleaseTerms LONGEST =
      new ReleaseTerms(
          Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(48), Duration.ofHours(1));

  /** Those of the plan. */
  public static ReleaseTerms of(FeedPlan plan, Duration embargo) {
    Duration bucket =
        plan.feeds().stream()
            .map(feed -> feed.bucket().plus(feed.longestWait()))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new ReleaseTerms(plan.quantum(), embargo, bucket, plan.grace());
  }
}
