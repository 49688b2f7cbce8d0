package org.keyferry.submission.log;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.topic.Topics;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Appends the keys of an upload, one record each, and returns when all are durable.
 *
 * <p>in: admitted keys; out: records of {@code keys.submitted}: key bytes as record key, the
 * arrival as time, no header
 */
public final class SubmissionLog {
  /** Not the order of the person's days. */
  private static final Comparator<SubmittedKey> BY_KEY_BYTES =
      Comparator.comparing(SubmissionLog::keyBytes, ByteString.unsignedLexicographicalComparator());

  private final KafkaOperations<byte[], byte[]> kafka;
  private final Duration wait;
  private final Counter submitted;

  /**
   * @param wait how long the brokers have to acknowledge an upload
   */
  public SubmissionLog(
      KafkaOperations<byte[], byte[]> kafka, Duration wait, MeterRegistry registry) {
    this.kafka = kafka;
    this.wait = wait;
    this.submitted =
        Counter.builder("keyferry.keys_submitted")
            .description("Keys that the brokers acknowledged")
            .register(registry);
  }

  /**
   * Appends the keys in the order of their bytes.
   *
   * @param arrival rounded down to the quantum
   * @return how many were acknowledged: all
   * @throws NotAcknowledged if not all were, in time
   */
  public int append(List<SubmittedKey> keys, Instant arrival) throws NotAcknowledged {
    if (keys.isEmpty()) {
      return 0;
    }
    var acknowledgement = new Acknowledgement(keys.size());
    try {
      long start = System.nanoTime();
      kafka.execute(producer -> send(producer, keys, arrival, acknowledgement));
      if (!acknowledgement.complete(wait.minusNanos(System.nanoTime() - start))) {
        throw new NotAcknowledged();
      }
    } catch (KafkaException e) {
      throw new NotAcknowledged();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledged();
    } finally {
      submitted.increment(acknowledgement.acknowledged());
    }
    return keys.size();
  }

  private static Void send(
      Producer<byte[], byte[]> producer,
      List<SubmittedKey> keys,
      Instant arrival,
      Acknowledgement acknowledgement) {
    for (SubmittedKey key : keys.stream().sorted(BY_KEY_BYTES).toList()) {
      if (!acknowledgement.failed()) {
        // The acknowledgement is told the same as the future.
        var _ = producer.send(asRecord(key, arrival), acknowledgement);
      }
    }
    return null;
  }

  private static ProducerRecord<byte[], byte[]> asRecord(SubmittedKey key, Instant arrival) {
    return new ProducerRecord<>(
        Topics.KEYS_SUBMITTED.name(),
        null,
        arrival.toEpochMilli(),
        keyBytes(key).toByteArray(),
        key.toByteArray());
  }

  private static ByteString keyBytes(SubmittedKey key) {
    return key.getTemporaryExposureKey().getKeyData();
  }
}
