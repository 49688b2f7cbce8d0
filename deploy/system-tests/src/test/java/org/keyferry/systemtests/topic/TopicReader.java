package org.keyferry.systemtests.topic;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.wire.topic.Topic;

/**
 * Reads a topic of ours from the beginning, all partitions, outside of any group.
 *
 * @param <V> the event that its values hold
 */
public final class TopicReader<V extends MessageLite> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Topic<V> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicReader(Topic<V> topic, String bootstrapServers, String isolation) {
    this.topic = topic;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                isolation,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Sees what is committed. */
  public static <V extends MessageLite> TopicReader<V> committed(
      Topic<V> topic, String bootstrapServers) {
    return new TopicReader<>(topic, bootstrapServers, "read_committed");
  }

  /** Sees what is written, whether it will be committed or not. */
  public static <V extends MessageLite> TopicReader<V> uncommitted(
      Topic<V> topic, String bootstrapServers) {
    return new TopicReader<>(topic, bootstrapServers, "read_uncommitted");
  }

  /** Passes over everything that is there. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** What has come since, which may be nothing; waits some milliseconds. */
  public List<V> poll() {
    var events = new ArrayList<V>();
    for (var record : consumer.poll(POLL)) {
      try {
        events.add(topic.value().parseFrom(record.value()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("malformed: " + topic + "@" + record.offset(), e);
      }
    }
    return events;
  }

  /** Whether everything was read that can be seen at this moment. */
  public boolean isAtEnd() {
    return consumer.endOffsets(partitions).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
