package org.keyferry.edge.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the time of the first committed record at or after an offset.
 *
 * <p>in: one fetch per partition; out: record times
 */
final class OldestRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * A partition that gives nothing for so many polls in a row is told as not behind, rather than
   * waited for.
   */
  private static final int FRUITLESS_POLLS = 25;

  private final KafkaConsumer<byte[], byte[]> consumer;

  OldestRecords(KafkaSettings settings) {
    var properties = settings.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * 1024);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024);
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Times of the first record at or after each offset; partitions that have none before their end
   * are left out.
   */
  Map<TopicPartition, Instant> times(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    var times = new HashMap<TopicPartition, Instant>();
    if (from.isEmpty()) {
      return times;
    }
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    Set<TopicPartition> open = new HashSet<>(from.keySet());
    for (int fruitless = 0; !open.isEmpty() && fruitless < FRUITLESS_POLLS; fruitless++) {
      var records = consumer.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        fruitless = 0;
        times.putIfAbsent(
            partition, Instant.ofEpochMilli(records.records(partition).getFirst().timestamp()));
      }
      open.removeIf(p -> times.containsKey(p) || consumer.position(p) >= ends.get(p));
      consumer.pause(times.keySet());
    }
    return times;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(POLL));
  }
}
