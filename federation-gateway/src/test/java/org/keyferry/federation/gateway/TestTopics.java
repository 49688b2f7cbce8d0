package org.keyferry.federation.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;

/** Writes records as the other apps do. */
public final class TestTopics implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Object> clientProperties;

  TestTopics(EmbeddedBroker broker) {
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(null, null, 1)).ensureAll();
    }
    Map<String, Object> properties = new HashMap<>(broker.clientProperties());
    properties.put("bootstrap.servers", broker.bootstrapServers());
    clientProperties = Map.copyOf(properties);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns when the record is there. */
  void send(Topic<?> topic, byte[] key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic.name(), 0, key, value)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All values that are in a topic of one partition. */
  List<byte[]> values(Topic<?> topic) {
    var values = new ArrayList<byte[]>();
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
      }
    }
    return values;
  }

  @Override
  public void close() {
    producer.close();
  }
}
