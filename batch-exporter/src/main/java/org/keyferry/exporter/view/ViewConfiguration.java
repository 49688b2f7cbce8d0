package org.keyferry.exporter.view;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.aggregate.FeedAggregates;
import org.keyferry.exporter.list.ListUpkeep;
import org.keyferry.exporter.receive.SealedBatchListener;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.stamp.StampRounds;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

/** Wires what one instance of all does: the one that has the first partition. */
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {
  private static final TopicPartition FIRST = new TopicPartition(Topics.BATCHES_SEALED.name(), 0);

  @Bean
  FollowedLists followedLists(ObjectStore store, FeedAggregates aggregates, ListUpkeep lists) {
    return new FollowedLists(store, aggregates, lists);
  }

  @Bean
  PublicViews publicViews(
      PublishedLog log,
      ObjectStore store,
      FollowedLists lists,
      StampRounds stamps,
      MeterRegistry metrics) {
    return new PublicViews(log, new ChunkAliases(store), lists, stamps, metrics);
  }

  @Bean
  ScheduledViews scheduledViews(
      PublicViews views,
      SealedBatchListener listener,
      ExporterSettings settings,
      InstantSource clock,
      TaskScheduler scheduler) {
    return new ScheduledViews(
        views,
        () -> listener.partitions().contains(FIRST),
        settings.sweepInterval(),
        clock,
        scheduler);
  }
}
