package org.keyferry.connector.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * When something that fails again and again is started again: at once, then after waits each twice
 * as long as the one before. What ran for the longest wait begins anew.
 */
final class RestartTimes {
  private static final int MOST_DOUBLINGS = 20;

  private final Map<String, Failures> failures = new HashMap<>();
  private final Duration shortest;
  private final Duration longest;
  private final InstantSource clock;

  private record Failures(int count, Instant last, Instant next) {}

  RestartTimes(Duration shortest, Duration longest, InstantSource clock) {
    this.shortest = shortest;
    this.longest = longest;
    this.clock = clock;
  }

  /** Whether it is to be started now; then it is taken for started. */
  boolean isDue(String part, boolean isFailed) {
    Instant now = clock.instant();
    Failures before = failures.get(part);
    if (!isFailed) {
      if (before != null && now.isAfter(before.last().plus(longest))) {
        failures.remove(part);
      }
      return false;
    }
    if (before != null && now.isBefore(before.next())) {
      return false;
    }
    int count = before == null ? 1 : before.count() + 1;
    failures.put(part, new Failures(count, now, now.plus(waitAfter(count))));
    return true;
  }

  private Duration waitAfter(int count) {
    Duration wait = shortest.multipliedBy(1L << Math.min(MOST_DOUBLINGS, count - 1));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
