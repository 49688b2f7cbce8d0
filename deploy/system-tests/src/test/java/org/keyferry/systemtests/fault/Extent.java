package org.keyferry.systemtests.fault;

import java.time.Duration;
import java.util.List;

/**
 * How much goes wrong in a run, and under which load.
 *
 * @param uploadsPerSecond how many uploads are offered
 * @param times how often each fault happens
 * @param killRounds how often six processes are killed
 * @param storeAway how long the object store is away
 * @param brokersAway how long two brokers are away
 */
record Extent(
    int uploadsPerSecond, int times, int killRounds, Duration storeAway, Duration brokersAway) {
  private static final List<String> LEFT_OUT =
      List.of(System.getProperty("keyferry.excluded.test.tags", "long,containers").split(","));

  /** More of each in the long profile than in every build. */
  static Extent ofProfile() {
    return runs("long")
        ? new Extent(510, 3, 15, Duration.ofMinutes(2), Duration.ofSeconds(20))
        : new Extent(510, 1, 1, Duration.ofSeconds(9), Duration.ofSeconds(4));
  }

  /** Whether tests with that tag run. */
  static boolean runs(String tag) {
    return !LEFT_OUT.contains(tag);
  }
}
