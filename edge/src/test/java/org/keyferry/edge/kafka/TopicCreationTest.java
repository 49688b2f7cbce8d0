package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

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
  void topicThatKeepsRecordsForLongerIsCorrected() throws Exception {
    try (var broker = EmbeddedBroker.start();
        Admin admin = broker.admin()) {
      String topic = Topics.BATCHES_SEALED.name();
      var settings =
          Map.of("retention.ms", "-1", "segment.ms", "604800000", "segment.bytes", "1048577");
      admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1).configs(settings))).all().get();

      createAll(broker);

      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      await()
          .untilAsserted(() -> {
            var found = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(found.get("retention.ms").value()).isEqualTo("1209600000");
            assertThat(found.get("segment.ms").value()).isEqualTo("21600000");
            assertThat(found.get("segment.bytes").value()).isEqualTo("1048577");
          });
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
