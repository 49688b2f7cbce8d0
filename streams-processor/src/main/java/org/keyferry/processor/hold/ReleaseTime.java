package org.keyferry.processor.hold;

import org.keyferry.processor.feed.GrainGrid;

/**
 * Decides the grain in which a key is released. Pure; times are seconds since the epoch.
 *
 * <p>A key may be published once it can no longer be broadcast: at the later of its arrival and the
 * end of its validity plus the embargo. Its grain is the one that contains that instant, or the
 * open grain if that one is closed. A grain is settled after its end, so nothing is ever early; the
 * open grain always comes, so nothing is ever lost.
 *
 * @param grid the grains
 * @param embargoSeconds how long after the end of its validity a key may still be replayed
 */
public record ReleaseTime(GrainGrid grid, long embargoSeconds) {
  /**
   * Start of the grain in which a key is released.
   *
   * @param arrival when the key came
   * @param validUntil first instant at which the key is no longer valid
   * @param openGrain start of the first grain that still takes keys
   */
  public long grainOf(long arrival, long validUntil, long openGrain) {
    long release = Math.max(arrival, validUntil + embargoSeconds);
    return Math.max(grid.startOf(release), openGrain);
  }
}
