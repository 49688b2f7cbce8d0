package org.keyferry.edge.kafka;

import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The contract, kept by the released broker image. */
@Tag("containers")
@Testcontainers
class ContainerBrokerTest implements BrokerContract {
  @Container private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:4.1.1");

  @Override
  public KafkaSettings settings() {
    return KafkaSettings.of(BROKER.getBootstrapServers());
  }
}
