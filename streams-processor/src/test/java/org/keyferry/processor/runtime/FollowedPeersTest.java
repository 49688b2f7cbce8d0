package org.keyferry.processor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.processor.TestKeys;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.DocumentDigest;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.Validity;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.ConfigurableApplicationContext;

/** A processor as it is started in production follows the peers document while it runs. */
class FollowedPeersTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final Region BE = new Region("BE");

  @TempDir private Path directory;
  private PemSigner signer;
  private KafkaProducer<byte[], byte[]> producer;
  private long version;
  private Optional<DocumentDigest> previous = Optional.empty();

  @Test
  @Tag("V11")
  void keysAreTakenAsTheDocumentOfTheMomentSays() throws Exception {
    Path privateKey = directory.resolve("private.pem");
    Path publicKey = directory.resolve("public.pem");
    SigningKeys.writePrivate(privateKey, SigningKeys.generate().getPrivate());
    signer = PemSigner.read(new SigningKeyId("peers", "test"), privateKey);
    SigningKeys.writePublic(publicKey, signer.publicKey());
    try (var broker = EmbeddedBroker.start();
        var admin = broker.admin();
        var sending = producer(broker)) {
      producer = sending;
      var topics = new TopicSettings(ProcessorApps.KEY_PARTITIONS, 1, 1);
      new TopicCreation(admin, topics).ensureAll();
      publish(Phase.ONE);
      try (var app = start(broker, publicKey)) {
        ProcessorApps.awaitReady(app);
        assertThat(peersIn(app, Phase.ONE)).isEqualTo(1);

        bring(1, "BE");
        bring(2, "LU");
        await().atMost(LONG_ENOUGH).until(() -> count(app, "keyferry.keys.admitted") == 1);
        await().atMost(LONG_ENOUGH).until(() -> rejected(app, "origin-not-allowed") == 1);

        publish(Phase.NONE);
        await().atMost(LONG_ENOUGH).until(() -> peersIn(app, Phase.NONE) == 1);
        bring(3, "BE");
        await().atMost(LONG_ENOUGH).until(() -> rejected(app, "peer-not-allowed") == 1);

        // Whoever let the key in read the document before; the processor may not have.
        publish(Phase.TWO);
        bring(4, "LU");
        await().atMost(LONG_ENOUGH).until(() -> count(app, "keyferry.keys.admitted") == 2);
      }
    }
  }

  private ConfigurableApplicationContext start(EmbeddedBroker broker, Path publicKey)
      throws Exception {
    return new ProcessorApps(broker, directory)
        .start(
            "one",
            "--keyferry.plan.feeds[0].from.include-origins[0]=*",
            "--keyferry.peers.document-keys[0]=" + publicKey);
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static double count(ConfigurableApplicationContext app, String name) {
    return ProcessorApps.count(app, name);
  }

  private static double rejected(ConfigurableApplicationContext app, String reason) {
    return app.getBean(MeterRegistry.class)
        .get("keyferry.keys.rejected")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static double peersIn(ConfigurableApplicationContext app, Phase phase) {
    return app.getBean(MeterRegistry.class)
        .get("keyferry.peers")
        .tag("phase", phase.word())
        .gauge()
        .value();
  }

  private void bring(long number, String origin) throws Exception {
    Instant arrival = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 10 * 10);
    var key =
        TestKeys.federated(TestKeys.expired(number, arrival), origin, null).toBuilder()
            .setPeer("be.example")
            .build();
    producer
        .send(
            new ProducerRecord<>(
                Topics.KEYS_FEDERATED.name(),
                null,
                arrival.toEpochMilli(),
                TestKeys.bytes(number).toByteArray(),
                key.toByteArray()))
        .get();
  }

  /** The next version, with one peer, which may state two origins. */
  private void publish(Phase phase) throws Exception {
    var peer =
        new Peer(
            new PeerId("be.example"),
            PeerKind.BACKEND,
            Optional.of(BE),
            Optional.empty(),
            "keyferry",
            phase,
            Set.of(BE, new Region("LU")),
            List.of(),
            List.of(),
            PeerCertificates.NONE,
            List.of(),
            Optional.empty(),
            OriginProof.NONE,
            Set.of(),
            Validity.ALWAYS);
    var federation =
        new Federation(
            new Home(new Region("NL"), Optional.empty(), "keyferry"),
            List.of(new DocumentKey(signer.publicKey())),
            List.of(),
            List.of(),
            List.of(peer),
            Set.of());
    Instant now = Instant.now();
    byte[] json =
        PeersWriting.document(
            new PeersDocument(++version, now, now.plus(Duration.ofDays(30)), previous, federation));
    previous = Optional.of(DocumentDigest.of(json));
    var value = SignedPeersDocument.newBuilder().setJws(PeersSignature.sign(json, signer)).build();
    producer
        .send(
            new ProducerRecord<>(
                Topics.PEERS_DOCUMENTS.name(),
                String.valueOf(version).getBytes(UTF_8),
                value.toByteArray()))
        .get();
  }
}
