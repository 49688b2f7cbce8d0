package org.keyferry.wire.key;

import org.keyferry.wire.Problem;

/**
 * For how many 10-minute intervals a key was valid.
 *
 * @param intervals 1 to 144 (one day)
 */
public record RollingPeriod(int intervals) {
  /** A whole day. */
  public static final int MOST = 144;

  /** A whole day: what phones use unless a key was cut short. */
  public static final RollingPeriod DAY = new RollingPeriod(MOST);

  /**
   * @throws InvalidKey if it is outside 1 to 144
   */
  public RollingPeriod {
    if (intervals < 1 || intervals > MOST) {
      throw new InvalidKey(
          new Problem("rolling period", "exposure key", "1 to " + MOST, String.valueOf(intervals)));
    }
  }
}
