package org.keyferry.local.peers;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * Writes keys of peers.
 *
 * <p>in: events; out: records of {@code keys.federated}
 */
final class FederatedKeys implements AutoCloseable {
  private final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final long time;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  FederatedKeys(KafkaSettings kafka, Instant arrival) {
    this.kafka = kafka;
    this.time = arrival.toEpochMilli();
    var properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(FederatedKey event) {
    byte[] key = event.getTemporaryExposureKey().getKeyData().toByteArray();
    var record =
        new ProducerRecord<>(Topics.KEYS_FEDERATED.name(), null, time, key, event.toByteArray());
    var _ =
        producer.send(
            record,
            (metadata, refused) -> {
              if (refused != null) {
                failure.set(refused);
              }
            });
  }

  /**
   * Returns when all are acknowledged.
   *
   * @throws CommandFailure if one is not
   */
  void awaitAll() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new CommandFailure(
          new Problem(
              "record of " + Topics.KEYS_FEDERATED.name(),
              kafka.bootstrapServers(),
              "to be acknowledged",
              String.valueOf(refused.getMessage())),
          refused);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
