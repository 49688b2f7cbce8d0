package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** What every Kafka cluster must do, whoever runs it. */
interface BrokerContract {
  TopicSettings LAYOUT = new TopicSettings(2, 2, 1);

  /** How to reach the brokers under test. */
  KafkaSettings settings();

  @Test
  default void everyTopicOfTheRegistryIsCreatedOnceHoweverOftenOneAsks() throws Exception {
    try (Admin admin = Admin.create(settings().clientProperties())) {
      new TopicCreation(admin, LAYOUT).ensureAll();
      new TopicCreation(admin, LAYOUT).ensureAll();
      var names = Topics.ALL.stream().map(topic -> topic.name()).toList();
      var found = admin.describeTopics(names).allTopicNames().get();
      for (var topic : Topics.ALL) {
        assertThat(found.get(topic.name()).partitions()).hasSize(LAYOUT.partitions(topic));
      }
    }
  }

  @Test
  default void transactionsAreSound() {
    try (Admin admin = Admin.create(settings().clientProperties())) {
      new BrokerCheck(admin, settings()).assertSoundTransactions();
    }
  }

  @Test
  default void abortedRecordsAreNeverRead() throws Exception {
    try (Admin admin = Admin.create(settings().clientProperties())) {
      new TopicCreation(admin, LAYOUT).ensureAll();
    }
    var partition = new TopicPartition(Topics.BATCHES_SEALED.name(), 1);
    inTransaction(partition, 1, false);
    inTransaction(partition, 2, true);
    assertThat(firstCommitted(partition)).containsExactly((byte) 2);
  }

  private void inTransaction(TopicPartition partition, int value, boolean commit) throws Exception {
    var properties = settings().clientProperties();
    properties.putAll(Map.of("acks", "all", "transactional.id", "contract-" + value));
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      byte[] bytes = {(byte) value};
      producer
          .send(new ProducerRecord<>(partition.topic(), partition.partition(), null, bytes))
          .get();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private byte[] firstCommitted(TopicPartition partition) {
    var properties = settings().clientProperties();
    properties.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new ArrayList<byte[]>();
      for (int polls = 0; values.isEmpty() && polls < 30; polls++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(found -> values.add(found.value()));
      }
      return values.getFirst();
    }
  }
}
