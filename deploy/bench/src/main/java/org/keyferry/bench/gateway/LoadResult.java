package org.keyferry.bench.gateway;

import java.time.Duration;
import java.util.Map;

/**
 * What came back of a load.
 *
 * @param statuses how many answers of each HTTP status, those after the end included
 * @param time how long requests were sent
 * @param latencies of the answers within that time
 */
record LoadResult(Map<Integer, Long> statuses, Duration time, Latencies latencies) {
  private static final int OK = 200;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Answers with 200, those after the end included. */
  long accepted() {
    return statuses.getOrDefault(OK, 0L);
  }

  /** Whether every answer was a 200; other answers cost other work, so their rate says nothing. */
  boolean allAccepted() {
    return statuses.keySet().stream().allMatch(status -> status == OK);
  }

  /** Answers within the time, over the time. */
  double perSecond() {
    return latencies.count() / (time.toNanos() / NANOS_PER_SECOND);
  }
}
