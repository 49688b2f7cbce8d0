package org.keyferry.processor;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.processor.runtime.StoreMemory;

/** The properties of the Kafka Streams client: exactly once, bounded memory, large transfers. */
public final class StreamsProperties {
  /** Application id, and so the consumer group. */
  public static final String APPLICATION_ID = "streams-processor";

  /**
   * How long a transaction may stay open. A step takes a fraction of a second; after a crash with
   * the state directory lost, readers wait for so long.
   */
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

  /** How long a killed instance blocks its partitions. */
  private static final Duration SESSION = Duration.ofSeconds(10);

  /** How soon an instance that has caught up is given its part of the work: the least there is. */
  private static final Duration PROBING = Duration.ofMinutes(1);

  private static final int KIBIBYTE = 1024;

  private StreamsProperties() {}

  /** For the brokers and the plan. */
  public static Properties of(KafkaSettings kafka, ProcessorPlan plan) {
    ProcessorSettings settings = plan.settings();
    var properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, plan.topics().replicationFactor());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.POLL_MS_CONFIG, 20L);
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4000);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // What the plan can't be learnt from ends the process, as with any other record.
    properties.put("processing.exception.handler.global.enabled", true);
    StoreMemory.addTo(properties, settings.stores());
    addConsumer(properties, settings);
    addRestoring(properties);
    addProducer(properties);
    return properties;
  }

  private static void addConsumer(Properties properties, ProcessorSettings settings) {
    if (settings.groupInstanceId() != null) {
      main(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.groupInstanceId());
    }
    // How long a silent instance is waited for is a matter of the machines.
    properties.putIfAbsent(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        Math.toIntExact(SESSION.toMillis()));
    main(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3000);
    main(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4000);
  }

  /** A store that is lost is written anew from its changelog, with nothing else to do meanwhile. */
  private static void addRestoring(Properties properties) {
    properties.putIfAbsent(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 20_000);
    properties.putIfAbsent(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        4 * KIBIBYTE * KIBIBYTE);
  }

  private static void main(Properties properties, String name, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void addProducer(Properties properties) {
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(LONGEST_TRANSACTION.toMillis()));
    producer(properties, ProducerConfig.LINGER_MS_CONFIG, 20);
    producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 256 * KIBIBYTE);
    producer(properties, ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * KIBIBYTE * KIBIBYTE);
    producer(properties, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
  }

  private static void producer(Properties properties, String name, Object value) {
    properties.put(StreamsConfig.producerPrefix(name), value);
  }
}
