package org.keyferry.bench.origin;

import java.time.Duration;

/**
 * What a pass found.
 *
 * @param origin ours
 * @param nginx beside it
 */
record OriginPass(Side origin, Side nginx) {
  /**
   * One of them.
   *
   * @param load what it answered
   * @param cpu processor time that it took
   */
  record Side(Wrk.Load load, Duration cpu) {
    /** Requests for each second of processor time: what a core does. */
    double perCore() {
      return load.requests() / (cpu.toNanos() / 1e9);
    }

    double ninetyNineMillis() {
      return load.ninetyNine().toNanos() / 1e6;
    }
  }
}
