package org.keyferry.federation.gateway.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires the feeds. */
@Configuration(proxyBeanMethods = false)
public class FeedWiring {

  @Bean
  PublishedFeeds publishedFeeds() {
    return new PublishedFeeds();
  }

  /** Goes on where the whole topic ends, which has been read when this is made. */
  @Bean
  MessageListenerContainer publishedBatches(KafkaSettings kafka, PublishedFeeds feeds) {
    var consumers =
        new DefaultKafkaConsumerFactory<>(
            properties(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var reader = new PublishedReader(feeds);
    long next;
    try (var consumer = consumers.createConsumer()) {
      next = reader.readWhole(consumer);
    }
    var properties =
        new ContainerProperties(
            new TopicPartitionOffset(
                PublishedReader.PARTITION.topic(), PublishedReader.PARTITION.partition(), next));
    properties.setMessageListener(reader);
    var container = new KafkaMessageListenerContainer<>(consumers, properties);
    container.setBeanName("published-batches");
    return container;
  }

  private static Map<String, Object> properties(KafkaSettings kafka) {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  @Bean
  FollowingHealth publishedBatchesHealthIndicator(MessageListenerContainer publishedBatches) {
    return new FollowingHealth(publishedBatches);
  }

  @Bean
  StoreHealth objectStoreHealthIndicator(ObjectStore store) {
    return new StoreHealth(store);
  }

  @Bean
  FeedEndpoint feedEndpoint(
      PublishedFeeds feeds,
      ChunkAnswers answers,
      FederationGatewaySettings settings,
      AccessAudit audit,
      InstantSource clock) {
    return new FeedEndpoint(feeds, answers, new PeerLoad(settings.requestsAtOnce()), audit, clock);
  }

  @Bean
  ChunkAnswers chunkAnswers(
      ObjectStore store,
      FederationGatewaySettings settings,
      MeterRegistry metrics,
      InstantSource clock) {
    var headers =
        new FeedHeaders(
            new PollAdvice(settings.shortestPoll(), settings.longestPoll()),
            Optional.ofNullable(settings.verificationAuthority()));
    return new ChunkAnswers(new FileCopy(store), headers, new FeedMetrics(metrics), clock);
  }

  /** The endpoint decides itself what is an address of a feed. */
  @Bean
  HandlerMapping feedAddresses(FeedEndpoint endpoint) {
    return new SimpleUrlHandlerMapping(Map.of("/v1/*/keys", endpoint, "/v1/*/keys/**", endpoint));
  }
}
