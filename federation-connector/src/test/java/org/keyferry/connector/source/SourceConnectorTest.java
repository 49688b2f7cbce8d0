package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.PeersDocuments;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.connector.watch.FailedTaskWatcher;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** The plugin in stock workers, which are killed. */
class SourceConnectorTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final int CHUNKS = 12;
  private static final int KEYS = 1500;

  private static EmbeddedBroker broker;
  private static Path plugins;
  @TempDir private static Path shared;
  @TempDir private Path directory;
  private final Certificates certificates = new Certificates();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(2, 2, 1)).ensureAll();
    }
    plugins = PluginPath.fill(shared.resolve("plugins"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private Worker worker(String name, String group) throws Exception {
    return Worker.start(
        directory.resolve(name),
        broker.bootstrapServers(),
        plugins,
        Map.of(
            "group.id",
            group,
            "offset.storage.topic",
            group + ".offsets",
            "config.storage.topic",
            group + ".configs",
            "status.storage.topic",
            group + ".status",
            "rest.extension.classes",
            FailedTaskWatcher.class.getName()));
  }

  @Test
  @Tag("N08")
  @Tag("N15")
  @Tag("V47")
  void killedWorkerLosesNoKeyAndNoneComesTwice() throws Exception {
    var signer = new SignedBatches("206", new Region("BE"), 11);
    try (var store = EmbeddedObjectStore.start(directory.resolve("objects"));
        var peer = TestPeer.start(certificates);
        var first = worker("w1", "one");
        var second = worker("w2", "one")) {
      List<ByteString> expected = publish(peer, signer);
      first.awaitReady();
      second.awaitReady();
      assertThat(first.get("/connector-plugins").body())
          .contains(FederationSourceConnector.class.getName());
      create(first, onePeer(signer, store, peer));

      try (var keys = reader(Topics.KEYS_FEDERATED)) {
        var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        await().atMost(LONG_ENOUGH).until(() -> readMore(keys, "BE", read) > 2 * KEYS);
        String status = first.get("/connectors/federation/status").body();
        (status.contains(taskOn(first)) ? first : second).kill();

        await().atMost(LONG_ENOUGH).until(() -> readMore(keys, "BE", read) >= expected.size());
        readMore(keys, "BE", read);

        assertThat(
                read.stream()
                    .filter(record -> isOf("BE", record))
                    .map(record -> ByteString.copyFrom(record.key())))
            .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(read)
            .allSatisfy(record -> {
              assertThat(record.timestamp() % Duration.ofMinutes(10).toMillis()).isZero();
              assertThat(Instant.ofEpochMilli(record.timestamp())).isBefore(Instant.now());
            });
        assertThat(peer.mostAtOnce()).isOne();
      }
    }
  }

  @Test
  @Tag("N05")
  @Tag("V21")
  void peersOfTheDocumentAreSpreadOverTasksAndFollowed() throws Exception {
    var documents = new PeersDocuments(broker.bootstrapServers(), directory);
    var servers = new ArrayList<TestPeer>();
    var peers = new ArrayList<Peer>();
    try (var store = EmbeddedObjectStore.start(directory.resolve("objects"));
        var worker = worker("w", "many")) {
      for (String region : List.of("DE", "FR", "LU", "ES")) {
        var batches = new SignedBatches("300", new Region(region), 12 + peers.size());
        var server = TestPeer.start(certificates);
        servers.add(server);
        new FeedPeer(server, "a2a", "a2a").add(batches.file(0, batches.keys(20)));
        peers.add(PeersDocuments.backend(new Region(region), server, batches));
      }
      servers.get(1).close();
      documents.publish(peers.subList(0, 3));
      worker.awaitReady();
      create(worker, manyPeers(documents, store));

      try (var keys = reader(Topics.KEYS_FEDERATED)) {
        var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        await().atMost(LONG_ENOUGH).until(() -> readMore(keys, "DE", read) == 20);
        await().atMost(LONG_ENOUGH).until(() -> readMore(keys, "LU", read) == 20);
        assertThat(worker.get("/connectors/federation/status").body()).contains("\"id\":1");

        documents.publish(List.of(peers.get(0), peers.get(3)));

        await().atMost(LONG_ENOUGH).until(() -> readMore(keys, "ES", read) == 20);
        int asked = servers.get(2).requests().size();
        await()
            .during(Duration.ofSeconds(2))
            .atMost(LONG_ENOUGH)
            .until(() -> servers.get(2).requests().size() == asked);
        assertThat(readMore(keys, "DE", read)).isEqualTo(20);
      }
    } finally {
      servers.forEach(TestPeer::close);
    }
  }

  private static void create(Worker worker, Map<String, String> properties) {
    var answer = worker.put("/connectors/federation/config", json(properties));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String taskOn(Worker worker) {
    return "\"tasks\":[{\"id\":0,\"state\":\"RUNNING\",\"worker_id\":\"" + worker.id() + "\"";
  }

  private static List<ByteString> publish(TestPeer peer, SignedBatches signer) {
    var feed = new FeedPeer(peer, "a2a", "a2a");
    var all = new ArrayList<DiagnosisKey>();
    for (int window = 0; window < CHUNKS; window++) {
      var batch = signer.keys(KEYS);
      all.addAll(batch);
      feed.add(signer.file(window, batch));
    }
    return all.stream().map(key -> key.key().toByteString()).toList();
  }

  private Map<String, String> onePeer(
      SignedBatches signer, EmbeddedObjectStore store, TestPeer peer) throws Exception {
    var properties = common(store);
    properties.put("tasks.max", "1");
    properties.put("RegionID", "BE");
    properties.put("RemoteRegionURL", peer.url().toString());
    properties.put("ReplicationType", "all-to-all");
    properties.put("Format", "feed");
    properties.put("VerificationKeys", signer.verificationKey(directory));
    properties.put(
        "TLSProducerCertificates",
        certificates.writeRoot(directory.resolve("root.pem")).toString());
    return properties;
  }

  private Map<String, String> manyPeers(PeersDocuments documents, EmbeddedObjectStore store)
      throws Exception {
    var properties = common(store);
    properties.put("tasks.max", "2");
    properties.put("peers.document.keys", documents.publicKey().toString());
    properties.put("peers.document.bootstrap.servers", broker.bootstrapServers());
    return properties;
  }

  private Map<String, String> common(EmbeddedObjectStore store) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("connector.class", FederationSourceConnector.class.getName());
    properties.put("exactly.once.support", "required");
    properties.put("key.converter", BYTES);
    properties.put("value.converter", BYTES);
    properties.put(
        "TLSConsumerCertificate",
        certificates.writeKey(directory.resolve("client.p12"), "NL").toString());
    properties.put("TLSConsumerCertificatePassword", Certificates.PASSWORD);
    properties.put("home.region", "NL");
    properties.put("development.loopback", "true");
    properties.put("caps.hour.floor.keys", "1000000");
    properties.put("caps.day.floor.keys", "1000000");
    properties.put("poll.jitter.ms", "0");
    properties.put("poll.shortest.ms", "200");
    properties.put("poll.longest.ms", "1000");
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

  private static KafkaConsumer<byte[], byte[]> reader(Topic<?> topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  /** How many records of that peer were read, one for each key of each transaction. */
  private static int readMore(
      KafkaConsumer<byte[], byte[]> keys, String peer, List<ConsumerRecord<byte[], byte[]>> read) {
    keys.poll(Duration.ofMillis(300)).forEach(read::add);
    return (int) read.stream().filter(record -> isOf(peer, record)).count();
  }

  private static boolean isOf(String peer, ConsumerRecord<byte[], byte[]> record) {
    try {
      return FederatedKey.parseFrom(record.value()).getPeer().equals(peer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
