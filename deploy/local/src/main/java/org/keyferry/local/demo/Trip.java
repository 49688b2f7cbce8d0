package org.keyferry.local.demo;

import java.time.Duration;
import java.time.Instant;
import org.keyferry.client.region.Visit;
import org.keyferry.wire.key.Region;

/**
 * Some days in another region.
 *
 * @param region where
 * @param firstDay so many days ago it began
 * @param lastDay so many days ago it ended, at most {@code firstDay}
 */
record Trip(Region region, int firstDay, int lastDay) {
  Trip {
    if (lastDay > firstDay) {
      throw new IllegalArgumentException("a trip of " + firstDay + " to " + lastDay + " days ago");
    }
  }

  boolean includes(int daysAgo) {
    return daysAgo <= firstDay && daysAgo >= lastDay;
  }

  /** As the traveller's phone is told of it. */
  Visit visit(Instant now) {
    return new Visit(
        region, now.minus(Duration.ofDays(firstDay + 1L)), now.minus(Duration.ofDays(lastDay)));
  }
}
