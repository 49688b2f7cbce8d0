package org.keyferry.processor.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.keyferry.edge.kafka.BrokerCheck;
import org.keyferry.edge.kafka.ConsumerLag;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.kafka.LagMetrics;
import org.keyferry.edge.peer.PeerDocuments;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorRetention;
import org.keyferry.processor.ProcessorSettings;
import org.keyferry.processor.ProcessorStores;
import org.keyferry.processor.ProcessorTopology;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.processor.admit.DocumentIntake;
import org.keyferry.processor.admit.PeerIntake;
import org.keyferry.processor.assemble.PaddingSecret;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicDeletion;
import org.keyferry.wire.topic.TopicSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires settings, brokers, topology and what operators see. */
@Configuration(proxyBeanMethods = false)
public class RuntimeConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeConfiguration.class);
  private static final Duration LAG_PERIOD = Duration.ofSeconds(10);

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  ProcessorPlan processorPlan(Environment environment) {
    var settings = BoundSettings.of(environment, "keyferry.processor", ProcessorSettings.class);
    var plan =
        new ProcessorPlan(
            BoundSettings.of(environment, "keyferry.plan", FeedPlan.class),
            BoundSettings.of(environment, "keyferry.admission", AdmissionLimits.class),
            BoundSettings.of(environment, "keyferry.topics", TopicSettings.class),
            settings,
            PaddingSecret.read(settings.paddingSecretFile()));
    requireDeletion(environment, plan);
    return plan;
  }

  /**
   * How to reach the brokers, which have sound transactions and all topics with their partitions.
   */
  @Bean
  KafkaSettings kafkaSettings(Environment environment, ProcessorPlan plan) {
    var kafka = BoundSettings.of(environment, "keyferry.kafka", KafkaSettings.class);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      new BrokerCheck(admin, kafka).assertSoundTransactions();
      new TopicCreation(admin, plan.topics()).ensureAll();
      new TopicDeletion(admin).ensure(ProcessorStores.changelogs(plan));
    }
    return kafka;
  }

  @Bean
  LivePlan livePlan(ProcessorPlan plan, Environment environment) {
    return new LivePlan(
        plan.feeds(),
        settings -> {
          ProcessorPlan changed = plan.withFeeds(feeds(plan, settings));
          requireDeletion(environment, changed);
          return changed.feeds();
        });
  }

  private static void requireDeletion(Environment environment, ProcessorPlan plan) {
    var retention = BoundSettings.of(environment, "keyferry.retention", RetentionSettings.class);
    ProcessorRetention.stays(plan.feeds(), plan.admission(), plan.settings())
        .forEach(stay -> stay.requireWithin(retention));
  }

  private static FeedPlan feeds(ProcessorPlan plan, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    settings.forEach((name, value) -> all.put("keyferry.plan." + name, value));
    all.putIfAbsent("keyferry.plan.quantum", plan.feeds().quantum().toString());
    return BoundSettings.of(all, "keyferry.plan", FeedPlan.class);
  }

  @Bean
  Observation observation(
      MeterRegistry registry, ProcessorPlan processor, LivePlan plan, InstantSource clock) {
    StoreMemory.observe(registry, processor.settings().stores());
    return new Observation(registry, plan, clock);
  }

  @Bean
  Restoring restoring(MeterRegistry registry) {
    return new Restoring(registry);
  }

  @Bean
  Topology topology(
      ProcessorPlan plan, LivePlan live, PeerDocuments documents, Observation observation) {
    PeerIntake peers =
        documents.isConfigured()
            ? new DocumentIntake(documents::current, documents::catchUp)
            : PeerIntake.UNCHECKED;
    return ProcessorTopology.build(plan, live, peers, observation);
  }

  /** Behind all that can be wrong with settings: brokers are asked here. */
  @Bean
  PeerDocuments peerDocuments(
      Environment environment, ProcessorPlan plan, KafkaSettings kafka, InstantSource clock) {
    var settings = BoundSettings.of(environment, "keyferry.peers", PeersSettings.class);
    return PeerDocuments.start(settings.trust(plan.settings().homeRegion()), kafka, clock);
  }

  /** Closed by its lifecycle, which knows how. */
  @Bean(destroyMethod = "")
  KafkaStreams kafkaStreams(
      Topology topology, ProcessorPlan plan, KafkaSettings kafka, Restoring restoring) {
    var streams = new KafkaStreams(topology, StreamsProperties.of(kafka, plan));
    streams.setGlobalStateRestoreListener(restoring);
    return streams;
  }

  @Bean
  StreamsLifecycle streamsLifecycle(
      KafkaStreams streams,
      ProcessorPlan plan,
      LivePlan live,
      InstantSource clock,
      ApplicationContext context) {
    var exit = context.getBean(IntConsumer.class);
    return new StreamsLifecycle(
        streams,
        new ReplacedThreads(clock),
        plan.settings().groupInstanceId() != null,
        () -> live.unusedFeeds().ifPresent(problem -> LOG.warn("{}", problem)),
        () -> exit.accept(SpringApplication.exit(context, () -> 1)));
  }

  @Bean
  StreamsHealth streamsHealthIndicator(StreamsLifecycle lifecycle, Restoring restoring) {
    return new StreamsHealth(lifecycle, restoring);
  }

  @Bean
  KafkaStreamsMetrics kafkaStreamsMetrics(KafkaStreams streams) {
    return new KafkaStreamsMetrics(streams);
  }

  @Bean
  LagMetrics lagMetrics(MeterRegistry registry, KafkaSettings kafka, InstantSource clock) {
    return new LagMetrics(
        registry, new ConsumerLag(kafka, clock), StreamsProperties.APPLICATION_ID, LAG_PERIOD);
  }

  @Bean
  PlanEndpoint planEndpoint(LivePlan plan, InstantSource clock) {
    return new PlanEndpoint(plan, clock);
  }

  @Bean
  BucketsEndpoint bucketsEndpoint(Observation observation, Restoring restoring) {
    return new BucketsEndpoint(observation, restoring);
  }
}
