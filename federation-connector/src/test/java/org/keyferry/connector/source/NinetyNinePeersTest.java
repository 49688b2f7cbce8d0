package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.PeersDocuments;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/**
 * As many backends as a number of two digits can tell, each with a certificate and keys of its own.
 */
class NinetyNinePeersTest {
  private static final int PEERS = 99;
  private static final int KEYS = 20;
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  /** The shortest that peers are asked in, unless it is set otherwise. */
  private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private final Certificates certificates = new Certificates();
  private final List<TestPeer> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();

  @Test
  @Tag("N02")
  void ninetyNinePeersAreReadByOneWorkerInLessThanAPollInterval() throws Exception {
    try (var broker = EmbeddedBroker.start();
        var store = EmbeddedObjectStore.start(directory.resolve("objects"));
        var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(2, 2, 1)).ensureAll();
      var documents = new PeersDocuments(broker.bootstrapServers(), directory);
      startPeers();
      documents.publish(peers);
      Path plugins = PluginPath.fill(directory.resolve("plugins"));
      try (var worker =
              Worker.start(
                  directory.resolve("worker"), broker.bootstrapServers(), plugins, Map.of());
          var keys = reader(broker)) {
        worker.awaitReady();
        var created =
            worker.put("/connectors/federation/config", json(properties(documents, broker, store)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        await().atMost(POLL_INTERVAL).until(() -> servers.stream().anyMatch(this::isAsked));
        Instant first = Instant.now();

        var read = new HashMap<String, Integer>();
        await()
            .atMost(POLL_INTERVAL.multipliedBy(2))
            .until(() -> readMore(keys, read) == PEERS * KEYS);

        assertThat(Duration.between(first, Instant.now())).isLessThan(POLL_INTERVAL);
        assertThat(read).hasSize(PEERS).allSatisfy((_, count) -> assertThat(count).isEqualTo(KEYS));
      }
    } finally {
      servers.forEach(TestPeer::close);
    }
  }

  private boolean isAsked(TestPeer server) {
    return !server.requests().isEmpty();
  }

  private void startPeers() {
    for (int number = 1; number <= PEERS; number++) {
      var region = new Region("XA-" + number);
      var batches = new SignedBatches("peer" + number, region, number);
      var server = TestPeer.start(certificates);
      servers.add(server);
      new FeedPeer(server, "a2a", "a2a").add(batches.file(0, batches.keys(KEYS)));
      peers.add(PeersDocuments.backend(region, server, batches));
    }
  }

  private Map<String, String> properties(
      PeersDocuments documents, EmbeddedBroker broker, EmbeddedObjectStore store) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("connector.class", FederationSourceConnector.class.getName());
    properties.put("exactly.once.support", "required");
    properties.put("key.converter", BYTES);
    properties.put("value.converter", BYTES);
    properties.put("tasks.max", "8");
    properties.put("peers.document.keys", documents.publicKey().toString());
    properties.put("peers.document.bootstrap.servers", broker.bootstrapServers());
    properties.put(
        "TLSConsumerCertificate",
        certificates.writeKey(directory.resolve("client.p12"), "NL").toString());
    properties.put("TLSConsumerCertificatePassword", Certificates.PASSWORD);
    properties.put("home.region", "NL");
    properties.put("development.loopback", "true");
    properties.put("poll.jitter.ms", "0");
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

  private static KafkaConsumer<byte[], byte[]> reader(EmbeddedBroker broker) {
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
        consumer.partitionsFor(Topics.KEYS_FEDERATED.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  /** How many keys have come. */
  private static int readMore(KafkaConsumer<byte[], byte[]> keys, Map<String, Integer> read)
      throws InvalidProtocolBufferException {
    for (var record : keys.poll(Duration.ofMillis(300))) {
      read.merge(FederatedKey.parseFrom(record.value()).getPeer(), 1, Integer::sum);
    }
    return read.values().stream().mapToInt(Integer::intValue).sum();
  }
}
