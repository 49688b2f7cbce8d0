package org.keyferry.submission;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.Topics;

/** Reads what is in {@code keys.submitted}. */
final class SubmittedRecords implements AutoCloseable {
  /** One record. */
  record Submitted(ByteString key, SubmittedKey value, long timestamp, Headers headers) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<Submitted> read = new ArrayList<>();

  SubmittedRecords(EmbeddedBroker broker) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topics.KEYS_SUBMITTED.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Every record whose key the draft holds, of all that are in the topic now. */
  synchronized List<Submitted> of(Draft draft) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(submitted(record)));
    }
    Set<ByteString> keys =
        draft.keys().stream()
            .map(key -> ByteString.copyFrom(key.bytes()))
            .collect(Collectors.toSet());
    return read.stream().filter(record -> keys.contains(record.key())).toList();
  }

  private static Submitted submitted(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Submitted(
          ByteString.copyFrom(record.key()),
          SubmittedKey.parseFrom(record.value()),
          record.timestamp(),
          record.headers());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not the event of the topic", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
