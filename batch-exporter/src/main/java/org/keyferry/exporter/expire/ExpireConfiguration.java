package org.keyferry.exporter.expire;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.exporter.list.ListUpkeep;
import org.keyferry.exporter.list.ScheduledUpkeep;
import org.keyferry.exporter.receive.SealedBatchListener;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

/**
 * Wires sweeps and the upkeep of lists, which one instance of all does: the one that has the first
 * partition.
 */
@Configuration(proxyBeanMethods = false)
public class ExpireConfiguration {
  private static final TopicPartition FIRST = new TopicPartition(Topics.BATCHES_SEALED.name(), 0);

  @Bean
  ExpirySweep expirySweep(
      ObjectStore store,
      ListUpkeep lists,
      PublishedLog log,
      Retention retention,
      ExporterSettings settings) {
    return new ExpirySweep(
        store, lists.indexes(), lists::issueAnew, log, retention, settings.indexMaxAge());
  }

  @Bean
  LeftoverSweep leftoverSweep(S3Connection connection, InstantSource clock) {
    return new LeftoverSweep(connection.contents(), clock);
  }

  @Bean
  ScheduledUpkeep scheduledUpkeep(
      ListUpkeep upkeep,
      SealedBatchListener listener,
      TaskScheduler scheduler,
      ExporterSettings settings,
      MeterRegistry metrics) {
    return new ScheduledUpkeep(
            upkeep,
            () -> listener.partitions().contains(FIRST),
            scheduler,
            settings.lists().checkInterval())
        .measured(metrics);
  }

  @Bean
  ScheduledSweeps scheduledSweeps(
      ExpirySweep sweep,
      LeftoverSweep leftovers,
      SealedBatchListener listener,
      TaskScheduler scheduler,
      ExporterSettings settings) {
    return new ScheduledSweeps(
        sweep,
        leftovers,
        () -> listener.partitions().contains(FIRST),
        scheduler,
        settings.sweepInterval());
  }
}
