package org.keyferry.wire.key;

import org.keyferry.wire.Problem;

/**
 * How likely the person was to transmit on that day, as the authority or the app sees it.
 *
 * @param level 0 to 8; 0 means not stated
 */
public record TransmissionRisk(int level) {
  /** The highest level of the export file format. */
  public static final int MOST = 8;

  /**
   * @throws InvalidKey if it is outside 0 to 8
   */
  public TransmissionRisk {
    if (level < 0 || level > MOST) {
      throw new InvalidKey(
          new Problem("transmission risk", "exposure key", "0 to " + MOST, String.valueOf(level)));
    }
  }
}
