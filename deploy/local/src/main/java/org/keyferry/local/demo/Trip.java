package org.keyferry.local.demo;

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
}
