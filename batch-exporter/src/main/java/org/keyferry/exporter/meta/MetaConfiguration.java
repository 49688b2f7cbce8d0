package org.keyferry.exporter.meta;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.receive.SealedBatchListener;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.stamp.StampRounds;
import org.keyferry.wire.Problem;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;

/** Wires documents, which one instance of all issues: the one that has the first partition. */
@Configuration(proxyBeanMethods = false)
public class MetaConfiguration {
  private static final TopicPartition FIRST = new TopicPartition(Topics.BATCHES_SEALED.name(), 0);

  @Bean
  MetaSettings metaSettings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.meta", MetaSettings.class);
  }

  @Bean
  MetaPublisher metaPublisher(
      ObjectStore store, CurrentSigners signers, MetaSettings settings, InstantSource clock) {
    return new MetaPublisher(new MetaObjects(store), signers, settings.lifetime(), clock);
  }

  @Bean
  MetaRefresh metaRefresh(
      MetaPublisher publisher,
      MetaSources sources,
      SealedBatchListener listener,
      StampRounds stamps,
      TaskScheduler scheduler) {
    return new MetaRefresh(
        publisher,
        sources.all(),
        () -> listener.partitions().contains(FIRST),
        stamps,
        sources.metrics(),
        scheduler);
  }

  /**
   * All sources, whose files have been read once.
   *
   * @param metrics where failures of them are counted
   */
  record MetaSources(List<MetaSource> all, MeterRegistry metrics) {}

  @Bean
  MetaSources metaSources(
      MetaSettings settings, CurrentSigners signers, InstantSource clock, MeterRegistry metrics) {
    List<MetaSource> all = new ArrayList<>();
    all.add(new SigningKeysSource(signers, clock));
    if (settings.configuration() != null) {
      all.add(
          file(
              DocumentType.CONFIGURATION,
              settings.configuration(),
              Optional.ofNullable(settings.configurationKey()),
              Optional.ofNullable(settings.configurationSchema()),
              clock));
    }
    if (settings.authorities() != null) {
      all.add(
          file(
              DocumentType.AUTHORITIES,
              settings.authorities(),
              Optional.ofNullable(settings.authoritiesKey()),
              Optional.empty(),
              clock));
    }
    return new MetaSources(all, metrics);
  }

  private static MetaSource file(
      DocumentType type,
      Path file,
      Optional<Path> key,
      Optional<Path> schema,
      InstantSource clock) {
    try {
      Optional<ValueSchema> read =
          schema.isEmpty() ? Optional.empty() : Optional.of(ValueSchema.read(schema.get()));
      var source = new OperatorFile(type, file, key, read, clock);
      source.wanted();
      return source;
    } catch (UnusableFile e) {
      throw new InvalidSetting(e.problem());
    } catch (IOException e) {
      throw new InvalidSetting(
          new Problem(
              "keyferry.meta",
              file.toString(),
              "a file and the key of its signer",
              e.getMessage()));
    }
  }
}
