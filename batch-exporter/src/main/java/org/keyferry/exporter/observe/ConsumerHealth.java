package org.keyferry.exporter.observe;

import org.keyferry.exporter.receive.SealedBatchListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Ready once the consumer group has taken this instance in. That the store keeps its conditions was
 * proved before: without that nothing starts.
 */
final class ConsumerHealth implements HealthIndicator {
  private final MessageListenerContainer container;
  private final SealedBatchListener listener;

  ConsumerHealth(MessageListenerContainer container, SealedBatchListener listener) {
    this.container = container;
    this.listener = listener;
  }

  @Override
  public Health health() {
    return container.isRunning() && listener.hasJoined()
        ? Health.up().withDetail("partitions", listener.partitions().size()).build()
        : Health.down().build();
  }
}
