package org.keyferry.exporter.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.topic.Topics;

/** A {@link PublishedLog} on Kafka's own mock clients, and what was written to it. */
public final class RecordedLog {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.BATCHES_PUBLISHED.name(), 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<MockProducer<byte[], byte[]>> transactional = new ArrayList<>();
  private final PublishedLog log;
  private long end;

  /** An empty one. */
  public RecordedLog() {
    log =
        new PublishedLog(
            new LogClients(consumer, consumer, producer, id -> transactional()),
            new PublishedBatches());
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
  }

  private MockProducer<byte[], byte[]> transactional() {
    transactional.add(
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
    return transactional.getLast();
  }

  /** The producers of writers, in the order in which they were opened. */
  List<MockProducer<byte[], byte[]>> ofWriters() {
    return transactional;
  }

  /** Publishes a batch. */
  public void append(PublishedBatch batch) throws IOException {
    try (var writer = log.writer(0)) {
      writer.append(batch);
    }
  }

  /** The log. */
  public PublishedLog log() {
    return log;
  }

  /** Another instance writes a record; a null value is a tombstone. */
  public void fromElsewhere(String key, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(), 0, end++, key.getBytes(StandardCharsets.US_ASCII), value));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
  }

  /** Another instance publishes a batch. */
  public void fromElsewhere(PublishedBatch batch) {
    fromElsewhere(
        PublishedLog.key(new BatchId(batch.getFeed(), batch.getSequence())), batch.toByteArray());
  }

  /** The keys of the tombstones that were written. */
  public List<String> tombstones() {
    return producer.history().stream()
        .filter(sent -> sent.value() == null)
        .map(RecordedLog::key)
        .toList();
  }

  private static String key(ProducerRecord<byte[], byte[]> sent) {
    return new String(sent.key(), StandardCharsets.US_ASCII);
  }
}
