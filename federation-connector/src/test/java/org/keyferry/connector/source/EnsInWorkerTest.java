package org.keyferry.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.EnsKeys;
import org.keyferry.connector.support.EnsServer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.PeerHint;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** A stock worker with the plugin alone reads a server by gRPC, which asks seldom and is hinted. */
@Tag("G07")
class EnsInWorkerTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String FEED = "ens-grpc";

  @TempDir private static Path directory;
  private static final Certificates CERTIFICATES = new Certificates();
  private static EmbeddedBroker broker;
  private static EmbeddedObjectStore store;
  private static Worker worker;
  private static EnsServer server;
  private static final SignedBatches KEYS = new SignedBatches("1", new Region("US"), 71);

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(2, 2, 1)).ensureAll();
    }
    store = EmbeddedObjectStore.start(directory.resolve("objects"));
    server = EnsServer.start(CERTIFICATES);
    server.add(EnsKeys.of("US", KEYS.keys(20)));
    worker =
        Worker.start(
            directory.resolve("worker"),
            broker.bootstrapServers(),
            PluginPath.fill(directory.resolve("plugins")),
            Map.of());
    worker.awaitReady();
    var answer = worker.put("/connectors/federation/config", json(properties()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    worker.close();
    server.close();
    store.close();
    broker.close();
  }

  private static Map<String, String> properties() throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("connector.class", FederationSourceConnector.class.getName());
    properties.put("exactly.once.support", "required");
    properties.put("tasks.max", "1");
    properties.put("key.converter", BYTES);
    properties.put("value.converter", BYTES);
    properties.put("home.region", "NL");
    properties.put("RegionID", "US");
    properties.put("RemoteRegionURL", server.url().toString());
    properties.put("ReplicationType", "all-to-all");
    properties.put("Format", "ens-grpc");
    properties.put("peers.document.bootstrap.servers", broker.bootstrapServers());
    properties.put(
        "TLSProducerCertificates",
        CERTIFICATES.writeRoot(directory.resolve("root.pem")).toString());
    properties.put(
        "TLSConsumerCertificate",
        CERTIFICATES.writeKey(directory.resolve("client.p12"), "NL").toString());
    properties.put("TLSConsumerCertificatePassword", Certificates.PASSWORD);
    properties.put("development.loopback", "true");
    properties.put("poll.jitter.ms", "0");
    properties.put("poll.shortest.ms", "200");
    properties.put("poll.usual.ms", "3600000");
    properties.put("spool.directory", directory.resolve("spool").toString());
    properties.put("archive.endpoint", store.endpoint().toString());
    properties.put("archive.access.key", EmbeddedObjectStore.ACCESS_KEY);
    properties.put("archive.secret.key", EmbeddedObjectStore.SECRET_KEY);
    return properties;
  }

  private static String json(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<FederatedKey> federated() throws InvalidProtocolBufferException {
    var read = new ArrayList<FederatedKey>();
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.KEYS_FEDERATED.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (var each : consumer.poll(Duration.ofMillis(200))) {
          read.add(FederatedKey.parseFrom(each.value()));
        }
      }
    }
    return read;
  }

  @Test
  void whatIsCountedOfEachFeedIsShownByJmx() throws Exception {
    try (var beans = WorkerBeans.of(worker)) {
      await()
          .atMost(LONG_ENOUGH)
          .until(() -> beans.count("US", FEED, "keys").filter(count -> count >= 20).isPresent());

      assertThat(federated()).hasSizeGreaterThanOrEqualTo(20);
      assertThat(beans.count("US", FEED, "unproven-keys"))
          .isEqualTo(beans.count("US", FEED, "keys"));
      assertThat(beans.count("US", FEED, "batches").orElseThrow()).isPositive();
      assertThat(beans.count("US", FEED, "last-answer").orElseThrow()).isPositive();
      for (String none :
          List.of(
              "own-keys",
              "refused-keys",
              "refused-batches",
              "quarantined-batches",
              "failed-polls")) {
        assertThat(beans.count("US", FEED, none)).as(none).isEqualTo(Optional.of(0L));
      }
    }
  }

  @Test
  @Tag("V19")
  void hintHasTheServerAskedBeforeItsTime() throws Exception {
    await().atMost(LONG_ENOUGH).until(() -> federated().size() >= 20);
    var more = KEYS.keys(5);
    server.add(EnsKeys.of("US", more));
    byte[] hint = PeerHint.newBuilder().setPeer("US").build().toByteArray();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      await()
          .atMost(LONG_ENOUGH)
          .until(() -> {
            producer
                .send(new ProducerRecord<>(Topics.PEERS_HINTS.name(), "US".getBytes(UTF_8), hint))
                .get();
            return federated().size() == 25;
          });
    }
    assertThat(federated())
        .extracting(key -> key.getTemporaryExposureKey().getKeyData())
        .containsAll(more.stream().map(key -> key.key().toByteString()).toList())
        .doesNotHaveDuplicates();
  }
}
