package org.keyferry.bench.data;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;

/**
 * Records that lie in their topics and that nobody who reads what is committed can see, until they
 * are revealed at one moment: what is measured can be started, and be idle, before its work is
 * there.
 *
 * <p>in: made-up records; out: one transaction in the topics that they name
 */
public final class HiddenRecords implements AutoCloseable {
  /** The longest that brokers allow by default. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

  private static final Map<String, Object> FAST =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG,
          20,
          ProducerConfig.BATCH_SIZE_CONFIG,
          512 * 1024,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          64L * 1024 * 1024,
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4");

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Writes what the source hands over; it is durable and hidden when this returns.
   *
   * @param source calls what it is given once for each record
   */
  public HiddenRecords(
      KafkaSettings kafka, Consumer<Consumer<ProducerRecord<byte[], byte[]>>> source) {
    var properties = kafka.clientProperties();
    properties.putAll(FAST);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-" + UUID.randomUUID());
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(LONGEST_TRANSACTION.toMillis()));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    source.accept(record -> {
      // A failure fails the transaction, and so the commit.
      var _ = producer.send(record);
    });
    producer.flush();
  }

  /** Shows them all. */
  public void reveal() {
    producer.commitTransaction();
  }

  /** Those that were not revealed never will be. */
  @Override
  public void close() {
    producer.close();
  }
}
