package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.federation.gateway.FederationGatewayApplication;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that is a hub for some backends, with a real broker and store beneath. */
final class RunningHub implements AutoCloseable {
  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final EmbeddedObjectStore store;
  private final OpenSsl openSsl;
  private final ConfigurableApplicationContext context;

  RunningHub(Path directory, List<String> regions, String... settings) {
    this.store = EmbeddedObjectStore.start(directory.resolve("objects"));
    this.openSsl = new OpenSsl(directory);
    openSsl.certificate("server", "/CN=hub");
    for (String region : regions) {
      openSsl.certificate(region, "/CN=" + region);
      openSsl.certificate(region + "-signing", "/C=" + region + "/CN=signing");
    }
    KeyPair documents = SigningKeys.generate();
    try {
      SigningKeys.writePublic(directory.resolve("documents.pem"), documents.getPublic());
      SigningKeys.writePrivate(directory.resolve("documents.key"), documents.getPrivate());
      context = FederationGatewayApplication.start(arguments(settings));
      var peers = new ArrayList<>(regions.stream().map(this::peer).toList());
      peers.add(itself());
      publish(documents, peers);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String[] arguments(String... further) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--keyferry.federation-gateway.certificate-file=" + openSsl.file("server.pem"),
                "--keyferry.federation-gateway.private-key-file=" + openSsl.file("server.key"),
                "--keyferry.federation-gateway.home-region=NL",
                "--keyferry.peers.document-keys[0]=" + openSsl.file("documents.pem"),
                "--keyferry.hub.efgs=true",
                "--keyferry.hub.interop=true",
                "--keyferry.topics.replication-factor=1",
                "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--keyferry.s3.endpoint=" + store.endpoint(),
                "--keyferry.s3.bucket=" + EmbeddedObjectStore.BUCKET,
                "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
                "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY));
    arguments.addAll(List.of(further));
    return arguments.toArray(String[]::new);
  }

  private Peer peer(String region) {
    var certificates =
        new PeerCertificates(
            List.of(pin(region)),
            List.of(pin(region), pin("server")),
            List.of(pin(region + "-signing")),
            Set.of());
    var key =
        new PeerSigningKey(
            new SigningKeyId(region, "v1"),
            (ECPublicKey) HubClient.certificate(openSsl, region + "-signing").getPublicKey(),
            Validity.ALWAYS);
    return new Peer(
        new PeerId(region.toLowerCase(Locale.ROOT) + ".example"),
        PeerKind.BACKEND,
        Optional.of(new Region(region)),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        Set.of(new Region(region)),
        List.of(),
        List.of(),
        certificates,
        List.of(key),
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }

  /** The hub as those see it who read it: by the certificate that its callbacks show. */
  private Peer itself() {
    return new Peer(
        new PeerId("hub.example"),
        PeerKind.HUB,
        Optional.empty(),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        Set.of(new Region("BE"), new Region("DE")),
        List.of(
            new PullEndpoint(
                PullFormat.EFGS, URI.create("https://hub.example.eu/efgs/"), Optional.empty())),
        List.of(),
        new PeerCertificates(List.of(pin("server")), List.of(), List.of(), Set.of()),
        List.of(),
        Optional.empty(),
        OriginProof.NONE,
        Set.of(),
        Validity.ALWAYS);
  }

  private CertificatePin pin(String name) {
    return CertificatePin.of(Thumbprint.of(HubClient.certificate(openSsl, name)));
  }

  private void publish(KeyPair keys, List<Peer> peers) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var document =
        new PeersDocument(
            1,
            now,
            now.plus(Duration.ofDays(1)),
            Optional.empty(),
            new Federation(
                new Home(new Region("NL"), Optional.empty(), "keyferry"),
                List.of(new DocumentKey((ECPublicKey) keys.getPublic())),
                List.of(),
                List.of(),
                peers,
                Set.of()));
    var signer = PemSigner.read(new SigningKeyId("documents", "v1"), openSsl.file("documents.key"));
    byte[] value =
        SignedPeersDocument.newBuilder()
            .setJws(PeersSignature.sign(PeersWriting.document(document), signer))
            .build()
            .toByteArray();
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.PEERS_DOCUMENTS.name(), "1".getBytes(US_ASCII), value))
          .get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  OpenSsl openSsl() {
    return openSsl;
  }

  HubClient client(String region) {
    return new HubClient(openSsl, region, url());
  }

  URI url() {
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    return URI.create("https://127.0.0.1:" + port);
  }

  /** What has been counted under the name and tags. */
  double counted(String name, String... tags) {
    return context.getBean(MeterRegistry.class).find(name).tags(tags).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** The names and tags of everything that is counted. */
  String metrics() {
    return context.getBean(MeterRegistry.class).getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("keyferry"))
        .map(meter -> meter.getId().toString())
        .collect(Collectors.joining());
  }

  /** Everything that is in keys.federated. */
  List<FederatedKey> federated() {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<FederatedKey> keys = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.KEYS_FEDERATED.name()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (keys.size() < end) {
        for (var each : consumer.poll(Duration.ofMillis(200))) {
          keys.add(Topics.KEYS_FEDERATED.value().parseFrom(each.value()));
        }
      }
      return keys;
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
    store.close();
    broker.close();
  }
}
