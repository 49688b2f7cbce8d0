package org.keyferry.systemtests.fault;

import java.time.Duration;
import java.util.List;

/**
 * How much goes wrong in a run.
 *
 * @param times how often each fault happens
 * @param killRounds how often seven processes are killed
 * @param storeAway how long the object store is away
 * @param brokersAway how long two brokers are away
 */
record Extent(int times, int killRounds, Duration storeAway, Duration brokersAway) {
  private static final List<String> LEFT_OUT =
      List.of(System.getProperty("keyferry.excluded.test.tags", "long,containers").split(","));

  /** More in the long profile than in every build. */
  static Extent ofProfile() {
    return runs("long")
        ? new Extent(3, 13, Duration.ofMinutes(3), Duration.ofSeconds(60))
        : new Extent(1, 1, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /** Whether tests with that tag run. */
  static boolean runs(String tag) {
    return !LEFT_OUT.contains(tag);
  }
}
