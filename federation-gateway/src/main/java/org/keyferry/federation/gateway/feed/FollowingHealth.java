package org.keyferry.federation.gateway.feed;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether the app still learns of new batches. If it doesn't, only a new start helps, so liveness
 * depends on it; brokers that are away are waited for.
 *
 * <p>out: {@code /actuator/health/liveness}
 */
final class FollowingHealth implements HealthIndicator {
  private final MessageListenerContainer container;

  FollowingHealth(MessageListenerContainer container) {
    this.container = container;
  }

  @Override
  public Health health() {
    return container.isRunning() ? Health.up().build() : Health.down().build();
  }
}
