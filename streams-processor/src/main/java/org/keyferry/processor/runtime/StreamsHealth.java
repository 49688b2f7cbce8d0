package org.keyferry.processor.runtime;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready once the topology has run, and for as long as it runs or moves partitions. */
final class StreamsHealth implements HealthIndicator {
  private final StreamsLifecycle lifecycle;

  StreamsHealth(StreamsLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public Health health() {
    return lifecycle.isReady() ? Health.up().build() : Health.down().build();
  }
}
