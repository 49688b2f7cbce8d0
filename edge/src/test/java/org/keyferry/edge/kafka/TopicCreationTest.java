package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;

class TopicCreationTest {
  @Test
  void moreReplicasThanBrokersAreRefusedWithTheSettingAndTheNumberOfBrokers() {
    try (var broker = EmbeddedBroker.start();
        Admin admin = broker.admin()) {
      assertThatThrownBy(() -> new TopicCreation(admin, new TopicSettings(1, 1, 3)).ensureAll())
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("keyferry.topics.replication-factor")
          .hasMessageContaining("at most 1")
          .hasMessageContaining("got 3");
    }
  }
}
