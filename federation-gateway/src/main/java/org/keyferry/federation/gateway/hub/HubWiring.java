package org.keyferry.federation.gateway.hub;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.peer.PeerDocuments;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.PatientProbe;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.federation.gateway.feed.PeerLoad;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.retention.RetentionSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the hubs that are switched on. */
@Configuration(proxyBeanMethods = false)
public class HubWiring {
  private static final String EFGS = "keyferry.hub.efgs";
  private static final int STORE_ATTEMPTS = 30;
  private static final String INTEROP = "keyferry.hub.interop";

  @Bean
  HubSettings hubSettings(Environment environment) {
    var settings = BoundSettings.of(environment, "keyferry.hub", HubSettings.class);
    settings
        .stayInUploads()
        .requireWithin(
            BoundSettings.of(environment, "keyferry.retention", RetentionSettings.class));
    return settings;
  }

  /** Made before any hub: where conditions aren't kept, two uploads could take one place. */
  @Bean
  ProvenStore provenStore(S3Connection connection, HubSettings settings, Environment environment) {
    if (settings.efgs() || settings.interop()) {
      var store = BoundSettings.of(environment, "keyferry.s3", S3Settings.class);
      return new ProvenStore(new PatientProbe(connection, store, STORE_ATTEMPTS).prove("hub"));
    }
    return new ProvenStore(connection.objects());
  }

  /** A store that keeps conditions, if a hub needs it. */
  record ProvenStore(ObjectStore objects) {}

  @Bean
  HubAudit hubAudit(MeterRegistry metrics) {
    return new HubAudit(metrics);
  }

  @Bean
  HubRequests hubRequests(
      InstantSource clock, HubSettings settings, FederationGatewaySettings gateway) {
    return new HubRequests(clock, settings.largestBody(), new PeerLoad(gateway.requestsAtOnce()));
  }

  /** Of hubs alone: what it holds open is nothing that a server of feeds needs. */
  @Bean
  FederatedLog federatedLog(
      KafkaSettings kafka, HubSettings settings, Environment environment, MeterRegistry metrics) {
    var plan = BoundSettings.of(environment, "keyferry.plan", FeedPlan.class);
    return new FederatedLog(
        () -> producer(kafka, settings.acknowledgementTimeout()),
        plan.quantum(),
        settings.acknowledgementTimeout(),
        metrics);
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings kafka, Duration wait) {
    Map<String, Object> properties = kafka.clientProperties();
    int milliseconds = Math.toIntExact(wait.toMillis());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 2);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds / 2);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, milliseconds);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  @ConditionalOnProperty(EFGS)
  EfgsHub efgsHub(
      ProvenStore store, HubSettings settings, FederatedLog log, CallbackSender callbacks) {
    return EfgsHub.of(store.objects(), settings, log, callbacks);
  }

  @Bean
  AddressGate addressGate(Environment environment) {
    return new AddressGate(
        BoundSettings.of(environment, "keyferry.peers", PeersSettings.class).development());
  }

  @Bean
  Callbacks callbacks(
      ObjectStore store, HubSettings settings, AddressGate gate, Environment environment) {
    var peers = BoundSettings.of(environment, "keyferry.peers", PeersSettings.class);
    return new Callbacks(store, peers.urls(), gate, settings.mostCallbacks());
  }

  @Bean
  CallbackClients callbackClients(
      PeerDocuments documents,
      InstantSource clock,
      Callbacks callbacks,
      Optional<X509ExtendedKeyManager> own) {
    return new CallbackClients(documents::current, clock, callbacks.gate(), own);
  }

  @Bean
  CallbackSender callbackSender(
      Callbacks callbacks, CallbackClients clients, HubSettings settings, MeterRegistry metrics) {
    return new CallbackSender(
        callbacks, clients, settings.callbackRetries(), settings.callbackRetryWait(), metrics);
  }

  @Bean
  @ConditionalOnProperty(EFGS)
  EfgsController efgsController(
      HubRequests requests,
      EfgsHub hub,
      HubSettings settings,
      HubAudit audit,
      Callbacks callbacks) {
    return new EfgsController(
        requests, hub.uploading(settings, audit), hub.downloading(settings), callbacks);
  }

  @Bean
  @ConditionalOnProperty(INTEROP)
  InteropHub interopHub(ProvenStore store, HubSettings settings, FederatedLog log, HubAudit audit) {
    return InteropHub.of(store.objects(), settings, log, audit);
  }

  @Bean
  @ConditionalOnProperty(INTEROP)
  InteropController interopController(HubRequests requests, InteropHub hub) {
    return new InteropController(requests, hub);
  }

  @Bean
  HubHousekeeping hubHousekeeping(
      ObjectProvider<EfgsHub> efgs,
      ObjectProvider<InteropHub> interop,
      InstantSource clock,
      HubSettings settings) {
    List<HubUploads> hubs = new ArrayList<>();
    efgs.ifAvailable(hub -> hubs.add(hub.uploads()));
    interop.ifAvailable(hub -> hubs.add(hub.uploads()));
    return new HubHousekeeping(hubs, clock, settings.daysBack()).start(settings.housekeeping());
  }
}
