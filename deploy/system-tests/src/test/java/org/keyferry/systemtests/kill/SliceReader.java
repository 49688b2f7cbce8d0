package org.keyferry.systemtests.kill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.wire.topic.Topics;

/** Reads {@code feeds.slices} from all partitions, outside of any group. */
final class SliceReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  SliceReader(String bootstrapServers, String isolation) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", isolation,
                "auto.offset.reset", "earliest",
                "fetch.max.wait.ms", "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topics.FEEDS_SLICES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Passes over everything that is there. */
  void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** What has come since, which may be nothing; waits some milliseconds. */
  List<FeedSlice> poll() {
    var slices = new ArrayList<FeedSlice>();
    for (var record : consumer.poll(POLL)) {
      try {
        slices.add(FeedSlice.parseFrom(record.value()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("not a slice at " + record.offset(), e);
      }
    }
    return slices;
  }

  /** Whether everything was read that the isolation level lets it see at this moment. */
  boolean isAtEnd() {
    return consumer.endOffsets(partitions).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
