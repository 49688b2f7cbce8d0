package org.keyferry.federation.gateway.access;

import java.time.Instant;
import java.time.InstantSource;

/**
 * How many lines a second the audit log gets: whoever is refused ten thousand times a second must
 * not fill a disk by that, and a metric counts them all.
 */
final class AuditPace {
  private final int mostInASecond;
  private final InstantSource clock;
  private long second;
  private int written;
  private long leftOut;

  AuditPace(int mostInASecond, InstantSource clock) {
    this.mostInASecond = mostInASecond;
    this.clock = clock;
  }

  /**
   * The answer to who wants to write a line.
   *
   * @param mayWrite whether it may be written
   * @param leftOutBefore how many were not since the last that was
   */
  record Turn(boolean mayWrite, long leftOutBefore) {}

  /** Asks for one line. */
  synchronized Turn next() {
    Instant now = clock.instant();
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      written = 0;
    }
    if (written == mostInASecond) {
      leftOut++;
      return new Turn(false, 0);
    }
    written++;
    var turn = new Turn(true, leftOut);
    leftOut = 0;
    return turn;
  }
}
