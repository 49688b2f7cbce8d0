package org.keyferry.edge.kafka;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.keyferry.testsupport.EmbeddedBroker;

/** The contract, kept by the embedded broker. */
class EmbeddedBrokerTest implements BrokerContract {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  public KafkaSettings settings() {
    return KafkaSettings.of(broker.bootstrapServers());
  }
}
