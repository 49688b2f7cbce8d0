package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

class ConsumerLagTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static EmbeddedBroker broker;
  private static KafkaSettings settings;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    settings = KafkaSettings.of(broker.bootstrapServers());
    admin = broker.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void lagCountsRecordsAndTheAgeOfTheOldestUncommittedOne() throws Exception {
    produce("behind", 5);
    commit("behind", "group-behind", 2);

    List<GroupLag> lags = measure("group-behind");

    assertThat(lags)
        .containsExactly(new GroupLag("behind", "group-behind", 3, Duration.ofSeconds(30)));
  }

  @Test
  void groupThatCommittedEverythingHasNoLag() throws Exception {
    produce("done", 5);
    commit("done", "group-done", 5);

    assertThat(measure("group-done"))
        .containsExactly(new GroupLag("done", "group-done", 0, Duration.ZERO));
  }

  @Test
  void transactionMarkersAloneAreNoLag() throws Exception {
    produceInTransaction("marked", 3);
    commit("marked", "group-marked", 3);

    assertThat(measure("group-marked"))
        .containsExactly(new GroupLag("marked", "group-marked", 0, Duration.ZERO));
  }

  @Test
  void everyTopicOfTheRegistryIsCreatedWithItsPartitions() throws Exception {
    var layout = new TopicSettings(3, 2, 1);
    var creation = new TopicCreation(admin, layout);
    creation.ensureAll();

    creation.ensureAll();

    var found =
        admin
            .describeTopics(Topics.ALL.stream().map(topic -> topic.name()).toList())
            .allTopicNames()
            .get();
    for (var topic : Topics.ALL) {
      assertThat(found.get(topic.name()).partitions()).hasSize(layout.partitions(topic));
    }
    assertThatThrownBy(() -> new TopicCreation(admin, new TopicSettings(5, 2, 1)).ensureAll())
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "partitions of topic %s in the settings: expected 3, as the topic has on the brokers,"
                + " got 5",
            Topics.KEYS_SUBMITTED);
  }

  @Test
  void soundTransactionsAreFoundOnACurrentBroker() {
    new BrokerCheck(admin, settings).assertSoundTransactions();
  }

  @Test
  void absentBrokersAreToldWithTheSettingToMend() {
    var nowhere = new KafkaSettings("localhost:1", null, Duration.ofSeconds(1));
    try (Admin lost = Admin.create(nowhere.clientProperties())) {
      assertThatThrownBy(() -> new BrokerCheck(lost, nowhere).assertReachable())
          .isInstanceOf(UnsuitableBrokers.class)
          .hasMessageContaining("keyferry.kafka.bootstrap-servers")
          .hasMessageContaining("localhost:1");
    }
  }

  private static List<GroupLag> measure(String group) {
    try (var lag = new ConsumerLag(settings, InstantSource.fixed(NOW))) {
      return lag.of(List.of(group));
    }
  }

  private static void produce(String topic, int records) throws Exception {
    create(topic);
    try (var producer = producer(Map.of())) {
      send(producer, topic, records);
    }
  }

  private static void produceInTransaction(String topic, int records) throws Exception {
    create(topic);
    try (var producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topic, records);
      producer.commitTransaction();
    }
  }

  private static void create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, String> further) {
    var properties = settings.clientProperties();
    properties.putAll(further);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The last record is as old as 10 s; each one before 10 s older. */
  private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int records)
      throws Exception {
    for (int i = 0; i < records; i++) {
      long time = NOW.minusSeconds(10L * (records - i)).toEpochMilli();
      producer.send(new ProducerRecord<>(topic, 0, time, null, new byte[] {1})).get();
    }
  }

  private static void commit(String topic, String group, long offset) throws Exception {
    var partition = new TopicPartition(topic, 0);
    admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }
}
