package org.keyferry.origin;

import java.io.IOException;
import org.keyferry.edge.store.ObjectStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers and lets this app look: readiness depends on it.
 *
 * <p>in: a list that finds nothing; out: {@code /actuator/health/readiness}
 */
final class StoreHealth implements HealthIndicator {
  /** Nothing is ever stored there. */
  private static final String NOTHING = "public/.readiness/";

  private final ObjectStore store;
  private final FailureLog failures;

  StoreHealth(ObjectStore store, FailureLog failures) {
    this.store = store;
    this.failures = failures;
  }

  @Override
  public Health health() {
    try {
      store.list(NOTHING);
      return Health.up().build();
    } catch (IOException e) {
      failures.note(NOTHING, e);
      return Health.down().build();
    }
  }
}
