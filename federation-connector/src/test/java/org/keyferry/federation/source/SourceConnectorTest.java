package org.keyferry.federation.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.federation.support.Certificates;
import org.keyferry.federation.support.FeedPeer;
import org.keyferry.federation.support.SignedBatches;
import org.keyferry.federation.support.TestPeer;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** The plugin in stock workers, which are killed. */
class SourceConnectorTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int CHUNKS = 12;
  private static final int KEYS = 1500;

  @TempDir Path directory;

  @Test
  @Tag("N08")
  @Tag("N15")
  @Tag("V47")
  void killedWorkerLosesNoKeyAndNoneComesTwice() throws Exception {
    var certificates = new Certificates();
    var signer = new SignedBatches("206", new Region("BE"), 11);
    try (var broker = EmbeddedBroker.start();
        var store = EmbeddedObjectStore.start(directory.resolve("objects"));
        var peer = TestPeer.start(certificates)) {
      try (var admin = broker.admin()) {
        new TopicCreation(admin, new TopicSettings(2, 2, 1)).ensureAll();
      }
      List<ByteString> expected = publish(peer, signer);
      Path plugins = PluginPath.fill(directory.resolve("plugins"));
      String brokers = broker.bootstrapServers();
      try (var first = Worker.start(directory.resolve("w1"), brokers, plugins, Map.of());
          var second = Worker.start(directory.resolve("w2"), brokers, plugins, Map.of())) {
        first.awaitReady();
        second.awaitReady();
        assertThat(first.get("/connector-plugins").body())
            .contains(FederationSourceConnector.class.getName());
        var answer =
            first.put(
                "/connectors/federation/config",
                json(properties(certificates, signer, store, peer)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

        try (var keys = reader(brokers, Topics.KEYS_FEDERATED)) {
          var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
          await().atMost(LONG_ENOUGH).until(() -> readMore(keys, read) > 2 * KEYS);
          String status = first.get("/connectors/federation/status").body();
          (status.contains(taskOn(first)) ? first : second).kill();

          await().atMost(LONG_ENOUGH).until(() -> readMore(keys, read) >= expected.size());
          readMore(keys, read);

          assertThat(read.stream().map(record -> ByteString.copyFrom(record.key())))
              .containsExactlyInAnyOrderElementsOf(expected);
          assertThat(read).allSatisfy(record -> {
            assertThat(record.timestamp() % Duration.ofMinutes(10).toMillis()).isZero();
            assertThat(Instant.ofEpochMilli(record.timestamp())).isBefore(Instant.now());
            var key = FederatedKey.parseFrom(record.value());
            assertThat(key.getTemporaryExposureKey().getKeyData().toByteArray())
                .isEqualTo(record.key());
          });
          assertThat(peer.mostAtOnce()).isOne();
        }
      }
    }
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

  private Map<String, String> properties(
      Certificates certificates, SignedBatches signer, EmbeddedObjectStore store, TestPeer peer)
      throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("connector.class", FederationSourceConnector.class.getName());
    properties.put("tasks.max", "1");
    properties.put("exactly.once.support", "required");
    properties.put(
        "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    properties.put(
        "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    properties.put("RegionID", "BE");
    properties.put("RemoteRegionURL", peer.url().toString());
    properties.put("ReplicationType", "all-to-all");
    properties.put("Format", "feed");
    properties.put("VerificationKeys", signer.verificationKey(directory));
    properties.put(
        "TLSConsumerCertificate",
        certificates.writeKey(directory.resolve("client.p12"), "NL").toString());
    properties.put("TLSConsumerCertificatePassword", Certificates.PASSWORD);
    properties.put(
        "TLSProducerCertificates",
        certificates.writeRoot(directory.resolve("root.pem")).toString());
    properties.put("home.region", "NL");
    properties.put("development.loopback", "true");
    properties.put("caps.hour.floor.keys", "1000000");
    properties.put("caps.day.floor.keys", "1000000");
    properties.put("poll.jitter.ms", "0");
    properties.put("poll.shortest.ms", "200");
    properties.put("poll.longest.ms", "2000");
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

  private static KafkaConsumer<byte[], byte[]> reader(String brokers, Topic<?> topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                brokers,
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

  private static int readMore(
      KafkaConsumer<byte[], byte[]> keys, List<ConsumerRecord<byte[], byte[]>> read) {
    keys.poll(Duration.ofMillis(300)).forEach(read::add);
    return read.size();
  }
}
