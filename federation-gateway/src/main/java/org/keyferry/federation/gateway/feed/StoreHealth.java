package org.keyferry.federation.gateway.feed;

import java.io.IOException;
import org.keyferry.edge.store.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers and lets this app look: readiness depends on it.
 *
 * <p>in: a list that finds nothing; out: {@code /actuator/health/readiness}
 */
final class StoreHealth implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

  /** Nothing is ever stored there. */
  private static final String NOTHING = "private/.readiness/";

  private final ObjectStore store;

  StoreHealth(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    try {
      store.list(NOTHING);
      return Health.up().build();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("problem", e.getMessage()).log("the object store fails");
      return Health.down().build();
    }
  }
}
