package org.keyferry.processor.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides whether a thread that failed is replaced. A record that fails again and again would
 * otherwise replace threads for ever, and nobody would notice.
 */
final class ReplacedThreads {
  /** More failures than this within {@link #WITHIN} end the process. */
  static final int MOST = 3;

  /** How long a failure counts. */
  static final Duration WITHIN = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  ReplacedThreads(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts a failure; whether one more thread may be put in place of the failed one. */
  synchronized boolean mayReplace() {
    Instant now = clock.instant();
    while (!failures.isEmpty() && failures.getFirst().plus(WITHIN).isBefore(now)) {
      failures.removeFirst();
    }
    failures.addLast(now);
    return failures.size() <= MOST;
  }
}
