package org.keyferry.submission.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.keyferry.edge.kafka.KafkaSettings;

/** How the producer of {@code keys.submitted} is set up. */
public final class SubmissionProducer {
  /** Gathers the records of uploads that come at the same time; adds as much to each reply. */
  private static final Duration LINGER = Duration.ofMillis(2);

  private static final int BATCH_BYTES = 128 * 1024;

  private SubmissionProducer() {}

  /**
   * Its properties: what is acknowledged is on all in-sync replicas, once, and whatever is not is
   * given up in time for the reply.
   *
   * @param wait how long the brokers have to acknowledge an upload
   */
  public static Map<String, Object> properties(KafkaSettings settings, Duration wait) {
    var properties = settings.clientProperties();
    int milliseconds = Math.toIntExact(wait.toMillis());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds / 2);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, milliseconds);
    return properties;
  }
}
