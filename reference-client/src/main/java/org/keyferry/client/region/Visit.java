package org.keyferry.client.region;

import java.time.Duration;
import java.time.Instant;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * A time in a region that is not one's own. It may be told afterwards: all that is still listed
 * there is then fetched, so nothing is missed.
 *
 * @param region where
 * @param entered from then on
 * @param left until then; {@link Instant#MAX} as long as it lasts
 */
public record Visit(Region region, Instant entered, Instant left) {
  /** Who met somebody on the last day may be told fourteen days later. */
  public static final Duration AFTERWARDS = Duration.ofDays(14);

  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Visit {
    if (left.isBefore(entered)) {
      throw new IllegalArgumentException(
          new Problem("visit", region.code(), "an end after " + entered, left.toString())
              .toString());
    }
  }

  /** Whether the region's feed has to be followed. */
  public boolean matters(Instant now) {
    return !now.isBefore(entered)
        && (left.equals(Instant.MAX) || now.isBefore(left.plus(AFTERWARDS)));
  }
}
