package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.topic.Topics;

/**
 * Appends the keys of an upload, one record each, and returns when all are durable. Doing so again
 * is harmless: a repeat changes nothing.
 *
 * <p>in: keys of uploads; out: records of {@code keys.federated}: key bytes as record key, the
 * upload's time rounded down as time, no header
 */
final class FederatedLog implements AutoCloseable {
  /** Not the order of the upload, in which keys of a person may be neighbours. */
  private static final Comparator<FederatedKey> BY_KEY_BYTES =
      Comparator.comparing(FederatedLog::keyBytes, ByteString.unsignedLexicographicalComparator());

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Duration quantum;
  private final Duration wait;
  private final Counter produced;
  private Producer<byte[], byte[]> producer;

  /**
   * @param producers asked once, when there is something to append
   * @param quantum what times are rounded down to
   * @param wait how long the brokers have to acknowledge an upload
   */
  FederatedLog(
      Supplier<Producer<byte[], byte[]>> producers,
      Duration quantum,
      Duration wait,
      MeterRegistry metrics) {
    this.producers = producers;
    this.quantum = quantum;
    this.wait = wait;
    this.produced =
        Counter.builder("keyferry.hub.keys_produced")
            .description("Keys of uploads to hubs that the brokers acknowledged")
            .register(metrics);
  }

  /**
   * Appends the keys in the order of their bytes.
   *
   * @param uploaded when they came
   * @throws IOException if not all were acknowledged, in time
   */
  void append(List<FederatedKey> keys, Instant uploaded) throws IOException {
    long seconds = quantum.toSeconds();
    long arrival = Math.floorDiv(uploaded.getEpochSecond(), seconds) * seconds * 1000;
    List<Future<RecordMetadata>> sent = new ArrayList<>(keys.size());
    try {
      for (FederatedKey key : keys.stream().sorted(BY_KEY_BYTES).toList()) {
        sent.add(
            producer()
                .send(
                    new ProducerRecord<>(
                        Topics.KEYS_FEDERATED.name(),
                        null,
                        arrival,
                        keyBytes(key).toByteArray(),
                        key.toByteArray())));
      }
      long deadline = System.nanoTime() + wait.toNanos();
      for (Future<RecordMetadata> each : sent) {
        each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        produced.increment();
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new IOException("keys of an upload could not be appended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keys of an upload were appended", e);
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = producers.get();
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(wait);
    }
  }

  private static ByteString keyBytes(FederatedKey key) {
    return key.getTemporaryExposureKey().getKeyData();
  }
}
