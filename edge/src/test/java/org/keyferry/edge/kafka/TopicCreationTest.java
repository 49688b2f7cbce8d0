package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;

class TopicCreationTest {
  private static final int APPS = 6;

  @Test
  void appsThatStartAtTheSameMomentAllFindEveryTopic() throws Exception {
    try (var broker = EmbeddedBroker.start();
        var apps = Executors.newFixedThreadPool(APPS)) {
      var starts = new ArrayList<Future<?>>();
      for (int app = 0; app < APPS; app++) {
        starts.add(apps.submit(() -> createAll(broker)));
      }
      for (Future<?> start : starts) {
        start.get();
      }
    }
  }

  private static void createAll(EmbeddedBroker broker) {
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(4, 4, 1)).ensureAll();
    }
  }

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
