package org.keyferry.exporter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.list.FeedLists;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way from a complete batch into the store. */
@Configuration(proxyBeanMethods = false)
public class PublishConfiguration {
  @Bean
  SpoolDirectory spoolDirectory(ExporterSettings settings) {
    return SpoolDirectory.open(settings.spoolDirectory());
  }

  @Bean
  SettledBatches settledBatches(ObjectStore store, PublishedBatches published) {
    return new SettledBatches(store, published);
  }

  @Bean
  FeedIndexes feedIndexes(ObjectStore store, PublishedBatches published) {
    return new FeedIndexes(store, published);
  }

  @Bean
  ExportObjects exportObjects(
      ObjectStore store, SpoolDirectory spool, ExporterSettings settings, MeterRegistry metrics) {
    return new ExportObjects(store, spool, new ExportFileBuilder(settings.deflateLevel()), metrics);
  }

  @Bean
  BatchFiles batchFiles(ExportObjects objects, CurrentSigners signers, ExporterSettings settings) {
    var threads = Thread.ofPlatform().name("export-file-", 0).daemon().factory();
    return new BatchFiles(
        objects,
        signers,
        settings.maximumKeysPerFile(),
        Executors.newFixedThreadPool(settings.parallelFiles(), threads));
  }

  @Bean
  DataObjects dataObjects(ObjectStore store, SpoolDirectory spool, MeterRegistry metrics) {
    return new DataObjects(store, spool, metrics);
  }

  @Bean
  FilterObjects filterObjects(
      DataObjects objects, SpoolDirectory spool, ExporterSettings settings, MeterRegistry metrics) {
    return new FilterObjects(objects, spool, settings.lists().filter(), metrics);
  }

  @Bean
  BatchObjects batchObjects(
      BatchFiles files,
      DataObjects data,
      FilterObjects filters,
      FeedLists lists,
      PublishedBatches published) {
    return new BatchObjects(files, data, filters, lists, published);
  }

  @Bean
  Naming naming(FeedIndexes indexes, FeedLists lists) {
    return new Naming(indexes, lists);
  }

  @Bean
  BatchPublisher batchPublisher(
      BatchObjects objects, Naming naming, Retention retention, MeterRegistry metrics) {
    return new BatchPublisher(objects, naming, retention, metrics);
  }
}
