package org.keyferry.origin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the store fails, at most once a minute: with a CDN in front, every place of it asks.
 * Metrics count the refusals.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);

  FailureLog(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that the store did not give something, which the failure names. */
  void note(Exception failure) {
    Instant now = clock.instant();
    Instant due = next.get();
    if (!now.isBefore(due) && next.compareAndSet(due, now.plus(QUIET))) {
      LOG.atWarn()
          .addKeyValue("problem", failure.getMessage())
          .log("the object store fails");
    }
  }
}
