package org.keyferry.exporter.aggregate;

import java.time.InstantSource;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.list.Aggregates;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.retention.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires aggregates. */
@Configuration(proxyBeanMethods = false)
public class AggregateConfiguration {
  @Bean
  AggregateSettings aggregateSettings(Environment environment, ExporterSettings exporter) {
    var settings = BoundSettings.of(environment, "keyferry.aggregates", AggregateSettings.class);
    settings
        .stay(exporter)
        .requireWithin(
            BoundSettings.of(environment, "keyferry.retention", RetentionSettings.class));
    return settings;
  }

  @Bean
  FeedAggregates feedAggregates(
      ObjectStore store, SpoolDirectory spool, AggregateSettings settings, InstantSource clock) {
    var objects = new AggregateObjects(store);
    return new FeedAggregates(
        objects,
        new AggregateBuild(store, objects, spool, settings.largestBytes()),
        settings,
        new IdleAggregates(objects, settings.kept(), clock));
  }

  @Bean
  Aggregates aggregates(FeedAggregates aggregates) {
    return new AggregatesInLists(aggregates);
  }
}
