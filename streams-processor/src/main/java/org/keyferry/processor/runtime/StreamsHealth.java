package org.keyferry.processor.runtime;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the topology has run, and for as long as it runs or moves partitions, but not while
 * partitions wait for their stores.
 */
final class StreamsHealth implements HealthIndicator {
  private final StreamsLifecycle lifecycle;
  private final Restoring restoring;

  StreamsHealth(StreamsLifecycle lifecycle, Restoring restoring) {
    this.lifecycle = lifecycle;
    this.restoring = restoring;
  }

  @Override
  public Health health() {
    return lifecycle.isReady() && restoring.isDone() ? Health.up().build() : Health.down().build();
  }
}
