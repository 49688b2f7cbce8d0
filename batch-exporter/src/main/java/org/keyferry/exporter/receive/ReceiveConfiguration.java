package org.keyferry.exporter.receive;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.exporter.command.BatchCommands;
import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.scheduling.TaskScheduler;

/** Wires the consumers of {@code batches.sealed}. */
@Configuration(proxyBeanMethods = false)
public class ReceiveConfiguration {
  /** The consumer group of all exporters. */
  public static final String GROUP = "batch-exporter";

  /** A batch of a hundred files into a slow store; a dead process is noticed by its heartbeats. */
  private static final int LONGEST_RECORD_MS = 30 * 60 * 1000;

  private static final int SESSION_TIMEOUT_MS = 10_000;

  /** Chunks are at most 256 KiB; these bound what waits in the heap for its turn. */
  private static final int MOST_RECORDS_AT_ONCE = 32;

  private static final int PARTITION_FETCH_BYTES = 2 << 20;
  private static final int FETCH_BYTES = 8 << 20;

  /** A batch or two of usual size: what follows is mostly of no use. */
  private static final int ARCHIVE_FETCH_BYTES = 512 << 10;

  private static final long SHUTDOWN_MS = 20_000;

  @Bean
  StorePublishing storePublishing(
      SettledBatches settled,
      BatchPublisher publisher,
      BatchCommands commands,
      KafkaSettings kafka,
      SpoolDirectory spool) {
    return new StorePublishing(
        settled,
        publisher,
        commands,
        partition -> new SealedArchive(partition, () -> archiveConsumer(kafka), spool));
  }

  @Bean
  SealedBatchListener sealedBatchListener(
      SpoolDirectory spool, StorePublishing store, PublishedLog log, MeterRegistry metrics) {
    var quarantine = new Quarantine(metrics);
    return new SealedBatchListener(
        (partition, start, writer) ->
            new PartitionReceiver(spool, store.of(partition, writer), quarantine, start),
        log::writer);
  }

  private static KafkaConsumer<byte[], byte[]> archiveConsumer(KafkaSettings kafka) {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_AT_ONCE);
    properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, ARCHIVE_FETCH_BYTES);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], SealedValue> sealedBatches(
      KafkaSettings kafka,
      ExporterSettings settings,
      SealedBatchListener listener,
      TaskScheduler scheduler,
      MeterRegistry metrics) {
    var consumers =
        new DefaultKafkaConsumerFactory<byte[], SealedValue>(
            properties(kafka, settings), ByteArrayDeserializer::new, ReadAhead::new);
    consumers.addListener(new MicrometerConsumerListener<>(metrics));
    var properties = new ContainerProperties(Topics.BATCHES_SEALED.name());
    properties.setAckMode(AckMode.MANUAL);
    properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
    properties.setMessageListener(listener);
    properties.setConsumerRebalanceListener(listener);
    properties.setShutdownTimeout(SHUTDOWN_MS);
    var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
    container.setBeanName("sealed-batches");
    container.setConcurrency(settings.consumers());
    container.setCommonErrorHandler(EndlessRetry.handler(scheduler, metrics));
    return container;
  }

  private static Map<String, Object> properties(KafkaSettings kafka, ExporterSettings settings) {
    var properties = new HashMap<>(kafka.clientProperties());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_AT_ONCE);
    properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_RECORD_MS);
    properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    if (settings.instance() != null) {
      properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
    }
    return properties;
  }
}
