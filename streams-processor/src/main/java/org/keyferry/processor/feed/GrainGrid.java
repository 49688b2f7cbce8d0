package org.keyferry.processor.feed;

import java.time.Duration;
import org.keyferry.wire.feed.FeedPlan;

/**
 * The grid of grains, aligned to the epoch: the step in which keys are released. Pure.
 *
 * @param grainSeconds length of a grain
 * @param graceMillis how long after its end a grain is settled
 */
public record GrainGrid(long grainSeconds, long graceMillis) {
  /** The grid of a plan. */
  public static GrainGrid of(FeedPlan plan) {
    return new GrainGrid(plan.grain().toSeconds(), plan.grace().toMillis());
  }

  /** Start of the grain that contains the second. */
  public long startOf(long epochSecond) {
    return Math.floorDiv(epochSecond, grainSeconds) * grainSeconds;
  }

  /** First second after the grain that contains the second. */
  public long endOf(long epochSecond) {
    return startOf(epochSecond) + grainSeconds;
  }

  /** Start of the grain that contains the instant, in milliseconds since the epoch. */
  public long startAt(long epochMillis) {
    return startOf(Math.floorDiv(epochMillis, 1000L));
  }

  /**
   * End of the newest grain that may be settled at the instant, in milliseconds since the epoch.
   */
  public long settleableAt(long epochMillis) {
    return startAt(epochMillis - graceMillis);
  }

  /** How long after the instant the grain that contains the second may be settled. */
  public Duration untilSettleable(long epochSecond, long epochMillis) {
    return Duration.ofMillis(endOf(epochSecond) * 1000 + graceMillis - epochMillis);
  }
}
