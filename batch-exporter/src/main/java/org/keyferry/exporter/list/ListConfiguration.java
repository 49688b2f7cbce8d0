package org.keyferry.exporter.list;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.sign.CurrentSigners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the documents by which phones find batches. */
@Configuration(proxyBeanMethods = false)
public class ListConfiguration {
  @Bean
  ConditionalObjects conditionalObjects(ObjectStore store) {
    return new ConditionalObjects(store, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Bean
  IssuedDocuments issuedDocuments(
      ConditionalObjects objects, InstantSource clock, ExporterSettings settings) {
    return new IssuedDocuments(
        objects, clock, settings.lists().lifetime(), settings.lists().renewal());
  }

  @Bean
  ListSigner listSigner(CurrentSigners signers, Retention retention) {
    return new ListSigner(signers, retention);
  }

  @Bean
  FeedDrafts feedDrafts(ExporterSettings settings, ObjectProvider<Aggregates> aggregates) {
    return new FeedDrafts(settings.lists(), aggregates.getIfAvailable(() -> Aggregates.NONE));
  }

  @Bean
  LatestObjects latestObjects(ConditionalObjects objects) {
    return new LatestObjects(objects);
  }

  @Bean
  FeedLists feedLists(
      IssuedDocuments documents,
      LatestObjects latest,
      PublishedBatches published,
      ListSigner signer,
      FeedDrafts drafts) {
    return new FeedLists(documents, latest, published, signer, drafts);
  }

  @Bean
  ListUpkeep listUpkeep(FeedLists lists, FeedIndexes indexes) {
    return lists.upkeep(indexes);
  }
}
