package org.keyferry.processor;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.wire.topic.Topics;

/** What is in {@code feeds.slices} so far, of transactions that are still open too. */
final class SlicedKeys implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<Long> marked = new HashSet<>();
  private long keys;
  private boolean assigned;

  private SlicedKeys(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  static SlicedKeys of(String bootstrapServers) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_uncommitted",
            "auto.offset.reset",
            "earliest");
    return new SlicedKeys(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** Reads on. */
  SlicedKeys look() throws InvalidProtocolBufferException {
    if (!assigned) {
      consumer.assign(List.of(new TopicPartition(Topics.FEEDS_SLICES.name(), 0)));
      assigned = true;
    }
    for (var slice : consumer.poll(Duration.ofMillis(100))) {
      var event = FeedSlice.parseFrom(slice.value());
      keys += event.getChunk().getKeysCount();
      if (event.hasMark()) {
        marked.add(event.getMark().getThroughSeconds());
      }
    }
    return this;
  }

  long keys() {
    return keys;
  }

  /** Whether any partition has marked beyond the start of the grain. */
  boolean isMarked(Instant grainStart) {
    return marked.stream().anyMatch(through -> through > grainStart.getEpochSecond());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
