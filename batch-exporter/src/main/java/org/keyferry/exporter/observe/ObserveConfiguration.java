package org.keyferry.exporter.observe;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntConsumer;
import org.keyferry.edge.kafka.ConsumerLag;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.kafka.LagMetrics;
import org.keyferry.exporter.receive.ReceiveConfiguration;
import org.keyferry.exporter.receive.SealedBatchListener;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.sign.CurrentSigners;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;

/** Wires what operators see, and the end of an app that can't go on. */
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {
  private static final Duration LAG_PERIOD = Duration.ofSeconds(10);
  private static final Duration TRAFFIC_PERIOD = Duration.ofMinutes(1);
  private static final long MEBIBYTE = 1 << 20;

  @Bean
  BatchesEndpoint batchesEndpoint(PublishedBatches batches) {
    return new BatchesEndpoint(batches);
  }

  @Bean
  SigningKeysEndpoint signingKeysEndpoint(CurrentSigners signers, InstantSource clock) {
    return new SigningKeysEndpoint(signers, clock);
  }

  @Bean
  ConsumerHealth consumerHealthIndicator(
      ConcurrentMessageListenerContainer<?, ?> container, SealedBatchListener listener) {
    return new ConsumerHealth(container, listener);
  }

  @Bean
  LagMetrics lagMetrics(MeterRegistry registry, KafkaSettings kafka, InstantSource clock) {
    return new LagMetrics(
        registry, new ConsumerLag(kafka, clock), ReceiveConfiguration.GROUP, LAG_PERIOD);
  }

  @Bean
  PhoneTraffic phoneTraffic(
      PublishedBatches batches,
      ExporterSettings settings,
      InstantSource clock,
      MeterRegistry registry,
      TaskScheduler scheduler) {
    var traffic =
        new PhoneTraffic(
            batches, settings.lists().dailyBudgetMebibytes() * MEBIBYTE, clock, registry);
    var _ = scheduler.scheduleWithFixedDelay(traffic::look, TRAFFIC_PERIOD);
    return traffic;
  }

  @Bean
  FatalStop fatalStop(ApplicationContext context, IntConsumer exit) {
    return new FatalStop(context, exit);
  }
}
