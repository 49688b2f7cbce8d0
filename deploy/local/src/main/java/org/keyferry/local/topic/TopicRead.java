package org.keyferry.local.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.topic.Topic;

/**
 * Reads topics of one partition, committed records only.
 *
 * <p>in: topics; out: their records
 */
public final class TopicRead implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicRead(KafkaSettings kafka, Topic<?>... topics) {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions = Stream.of(topics).map(topic -> new TopicPartition(topic.name(), 0)).toList();
    consumer.assign(partitions);
  }

  /** What is in the topic. */
  public static void all(
      KafkaSettings kafka, Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var read = new TopicRead(kafka, topic)) {
      read.toEnd(each);
    } catch (KafkaException e) {
      throw unreachable(kafka, e);
    }
  }

  private void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.seekToBeginning(partitions);
    for (var end : consumer.endOffsets(partitions).entrySet()) {
      while (consumer.position(end.getKey()) < end.getValue()) {
        consumer.poll(POLL).forEach(each);
      }
    }
  }

  /** What comes into the topics from now on. */
  public static TopicRead fromNow(KafkaSettings kafka, Topic<?>... topics) {
    TopicRead read;
    try {
      read = new TopicRead(kafka, topics);
    } catch (KafkaException e) {
      throw unreachable(kafka, e);
    }
    try {
      read.consumer.seekToEnd(read.partitions);
      read.partitions.forEach(read.consumer::position);
      return read;
    } catch (KafkaException e) {
      read.close();
      throw unreachable(kafka, e);
    }
  }

  /** What has come since the last call. */
  public Iterable<ConsumerRecord<byte[], byte[]>> next() {
    return consumer.poll(POLL);
  }

  /** The failure of a command whose broker does not answer. */
  public static CommandFailure unreachable(KafkaSettings kafka, KafkaException cause) {
    return BrokerFailure.of(kafka, "an answer", cause);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
