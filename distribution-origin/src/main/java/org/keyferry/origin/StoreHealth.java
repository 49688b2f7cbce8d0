package org.keyferry.origin;

import java.io.IOException;
import org.keyferry.origin.kept.KeptObjects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers and lets this app read: readiness depends on it.
 *
 * <p>in: a look that finds nothing; out: {@code /actuator/health/readiness}
 */
final class StoreHealth implements HealthIndicator {
  private final KeptObjects objects;
  private final FailureLog failures;

  StoreHealth(KeptObjects objects, FailureLog failures) {
    this.objects = objects;
    this.failures = failures;
  }

  @Override
  public Health health() {
    try {
      objects.probe();
      return Health.up().build();
    } catch (IOException e) {
      failures.note(e);
      return Health.down().build();
    }
  }
}
