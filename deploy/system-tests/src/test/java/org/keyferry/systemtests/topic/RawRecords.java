package org.keyferry.systemtests.topic;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.wire.topic.Topic;

/** Writes any bytes to a topic, as a faulty app would. */
public final class RawRecords implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  public RawRecords(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Where a record is.
   *
   * @param partition the topic and partition
   * @param offset its offset
   */
  public record Place(TopicPartition partition, long offset) {}

  /** Writes a record and returns where it is. */
  public Place write(Topic<?> topic, byte[] key, byte[] value) {
    try {
      var written = producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
      return new Place(new TopicPartition(written.topic(), written.partition()), written.offset());
    } catch (ExecutionException e) {
      throw new IllegalStateException("can't write to " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
