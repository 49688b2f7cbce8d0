package org.keyferry.wire.feed;

import java.time.Instant;

/**
 * The feeds from an instant on.
 *
 * @param number 0 for the plan of the settings, then dense
 * @param effectiveFrom grains that start at or after it follow this version; the epoch for version
 *     0
 * @param plan the feeds
 */
public record PlanVersion(long number, Instant effectiveFrom, FeedPlan plan) {
  /** When it takes effect, seconds since the epoch. */
  public long from() {
    return effectiveFrom.getEpochSecond();
  }
}
