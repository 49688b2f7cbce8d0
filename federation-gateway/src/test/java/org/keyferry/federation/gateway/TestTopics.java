package org.keyferry.federation.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;

/** Writes records as the other apps do. */
public final class TestTopics implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  TestTopics(EmbeddedBroker broker) {
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(null, null, 1)).ensureAll();
    }
    Map<String, Object> properties = new HashMap<>(broker.clientProperties());
    properties.put("bootstrap.servers", broker.bootstrapServers());
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

  @Override
  public void close() {
    producer.close();
  }
}
