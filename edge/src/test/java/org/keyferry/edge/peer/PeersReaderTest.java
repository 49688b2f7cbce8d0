package org.keyferry.edge.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.DocumentDigest;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersListener;
import org.keyferry.wire.peer.PeersReader;
import org.keyferry.wire.peer.PeersRefusal;
import org.keyferry.wire.peer.PeersRefused;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** Each test has a key of its own, so that the documents of the others are a stranger's. */
@Tag("V21")
class PeersReaderTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static EmbeddedBroker broker;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Told told = new Told();

  @TempDir private Path directory;
  private PemSigner signer;

  /** What a listener was told: versions, 0 for none; refusals. */
  private static final class Told implements PeersListener {
    private final List<Long> versions = new CopyOnWriteArrayList<>();
    private final List<PeersRefusal> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void changed(Optional<PeersDocument> current) {
      failOnce();
      versions.add(current.map(PeersDocument::version).orElse(0L));
    }

    @Override
    public void refused(PeersRefused why) {
      failOnce();
      refusals.add(why.reason());
    }

    private void failOnce() {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("a listener that fails");
      }
    }
  }

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(1, 1, 1)).ensureAll();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void makeKey() throws IOException {
    Path file = directory.resolve("document-key.pem");
    SigningKeys.writePrivate(file, SigningKeys.generate().getPrivate());
    signer = PemSigner.read(new SigningKeyId("peers", "test"), file);
  }

  @Test
  void whoAsksForWhatIsThereHasTheNewestDocument() throws Exception {
    PeersDocument last = document(1, Optional.empty());
    publish(last);
    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();
      for (long version = 2; version <= 5; version++) {
        last = document(version, Optional.of(digest(last)));
        publish(last);

        assertThat(reader.catchUp(LONG)).isTrue();

        assertThat(reader.current()).map(PeersDocument::version).contains(version);
      }
    }
  }

  @Test
  void documentThatIsThereIsInEffectAfterTheStart() throws Exception {
    publish(document(1, Optional.empty()));

    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();
      assertThat(reader.current()).map(PeersDocument::version).contains(1L);
      assertThat(told.versions).containsExactly(1L);
      assertThat(told.refusals).isEmpty();
    }
  }

  @Test
  void nextVersionIsInEffectWithoutARestart() throws Exception {
    var first = document(1, Optional.empty());
    publish(first);
    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();

      publish(document(2, Optional.of(digest(first))));

      await().atMost(LONG).untilAsserted(() -> assertThat(told.versions).containsExactly(1L, 2L));
    }
  }

  @Test
  void refusedDocumentIsToldAndLeavesTheOneBefore() throws Exception {
    var first = document(1, Optional.empty());
    publish(first);
    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();

      send("nonsense".getBytes(UTF_8));
      publish(document(3, Optional.of(digest(first))));

      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(told.refusals)
                  .containsExactly(PeersRefusal.UNREADABLE, PeersRefusal.SKIPPED));
      assertThat(reader.current()).contains(first);
      assertThat(reader.state().refused().orElseThrow().reason()).isEqualTo(PeersRefusal.SKIPPED);
    }
  }

  @Tag("V23")
  @Test
  void versionSeenLastIsRememberedOverARestart() throws Exception {
    var first = document(1, Optional.empty());
    publish(first);
    var second = document(2, Optional.of(digest(first)));
    publish(second);
    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();

      publish(first);

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(told.refusals).containsExactly(PeersRefusal.ROLLED_BACK));
      assertThat(reader.current()).contains(second);
    }
  }

  @Test
  void documentThatExpiresIsInEffectNoMore() throws Exception {
    var first = document(1, Optional.empty());
    publish(first);
    try (var reader = reader().start()) {
      assertThat(reader.awaitRead(LONG)).isTrue();

      now.set(first.expiresAt());

      assertThat(reader.current()).isEmpty();
      await().atMost(LONG).untilAsserted(() -> assertThat(told.versions).containsExactly(1L, 0L));
    }
  }

  @Test
  void listenerThatFailsIsToldAgainAndCostsNoRecord() throws Exception {
    told.failures.set(1);
    var first = document(1, Optional.empty());
    publish(first);
    try (var reader = reader().start()) {
      await().atMost(LONG).untilAsserted(() -> assertThat(told.versions).containsExactly(1L));
      told.failures.set(1);

      send(new byte[] {1});
      publish(document(2, Optional.of(digest(first))));

      await().atMost(LONG).untilAsserted(() -> assertThat(told.versions).containsExactly(1L, 2L));
      assertThat(reader.current()).map(PeersDocument::version).contains(2L);
    }
  }

  @Test
  void readerWithoutBrokersSaysSo() throws InterruptedException {
    Map<String, Object> nowhere =
        Map.of(
            "bootstrap.servers",
            "localhost:1",
            "default.api.timeout.ms",
            500,
            "request.timeout.ms",
            400);
    try (var reader = new PeersReader(nowhere, trust(), now::get, told).start()) {
      await().atMost(LONG).untilAsserted(() -> assertThat(reader.state().trouble()).isPresent());
      assertThat(reader.current()).isEmpty();
    }
  }

  private PeersReader reader() {
    return new PeersReader(
        Map.of("bootstrap.servers", broker.bootstrapServers()), trust(), now::get, told);
  }

  private PeersTrust trust() {
    return PeersTrust.of(new PeerUrl(false), new DocumentKey(signer.publicKey()));
  }

  private PeersDocument document(long version, Optional<DocumentDigest> previous) {
    var home = new Home(new Region("NL"), Optional.empty(), "keyferry");
    var federation =
        new Federation(
            home,
            List.of(new DocumentKey(signer.publicKey())),
            List.of(),
            List.of(),
            List.of(),
            Set.of());
    Instant issued = now.get();
    return new PeersDocument(
        version, issued, issued.plus(Duration.ofDays(30)), previous, federation);
  }

  private static DocumentDigest digest(PeersDocument document) {
    return DocumentDigest.of(PeersWriting.document(document));
  }

  private void publish(PeersDocument document)
      throws IOException, ExecutionException, InterruptedException {
    String jws = PeersSignature.sign(PeersWriting.document(document), signer);
    send(SignedPeersDocument.newBuilder().setJws(jws).build().toByteArray());
  }

  private static void send(byte[] value) throws ExecutionException, InterruptedException {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.PEERS_DOCUMENTS.name(), new byte[0], value)).get();
    }
  }
}
