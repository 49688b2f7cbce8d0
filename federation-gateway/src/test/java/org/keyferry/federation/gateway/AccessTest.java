package org.keyferry.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.Thumbprint;

/** Who is let in, and who is not, while the peers document and certificates change. */
class AccessTest {
  /** What changes in the peers document has to hold within it. */
  private static final Duration EFFECT = Duration.ofSeconds(60);

  private static final String CHUNK = "/v1/BE/keys/1";

  @TempDir static Path directory;
  private static TestBackend backend;
  private static RunningGateway gateway;
  private static TestCertificate server;

  private final TestCertificate own = TestCertificate.selfSigned("be");
  private CapturedAudit log;

  @BeforeAll
  static void start() {
    backend = TestBackend.start(directory);
    server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    backend.batches().feed("to-BE", BatchFeedKind.FEED_REGIONAL, "BE").files(100, 1);
    backend.batches().feed("all", BatchFeedKind.FEED_ALL_TO_ALL, "NL").files(100, 1);
    gateway = RunningGateway.start(backend, directory);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    backend.close();
  }

  @BeforeEach
  void capture() {
    log = new CapturedAudit();
  }

  @AfterEach
  void release() {
    log.close();
  }

  private static PeerClient client(TestCertificate certificate) {
    return PeerClient.of(gateway, server.leaf(), Optional.of(certificate));
  }

  /** Publishes a document and returns once the peer with this certificate is let in. */
  private static void publish(TestCertificate letIn, Set<Thumbprint> revoked, Peer... peers) {
    backend.peers().publish(revoked, peers);
    await()
        .atMost(EFFECT)
        .ignoreExceptions()
        .until(() -> {
          try (var client = client(letIn)) {
            return client.get("/v3/api-docs").statusCode() == 200;
          }
        });
  }

  private void assertHandshakeRefused(TestCertificate certificate, String reason) {
    try (var client = client(certificate)) {
      assertThatThrownBy(() -> client.get(CHUNK)).isInstanceOf(IOException.class);
    }
    assertThat(log.audit())
        .anySatisfy(line ->
            assertThat(line)
                .contains("what=\"handshake\"")
                .contains("reason=\"" + reason + "\"")
                .contains("certificate=\"" + Thumbprint.of(certificate.leaf()).prefix() + "\""));
    assertThat(log.text())
        .doesNotContain("127.0.0.1")
        .doesNotContain(Thumbprint.of(certificate.leaf()).hex());
  }

  @Test
  @Tag("SP5")
  @Tag("V18")
  void withoutACertificateThereIsNothingButTheReason() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    try (var client = PeerClient.of(gateway, server.leaf(), Optional.empty())) {
      var answer = client.get(CHUNK);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).asString().contains("\"title\":\"missing\"");
      assertThat(client.get("/v3/api-docs").statusCode()).isEqualTo(403);
      assertThat(client.get("/nothing").statusCode()).isEqualTo(403);
    }
    assertThat(log.audit())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("reason=\"missing\""));
    assertThat(log.text()).doesNotContain("127.0.0.1");
  }

  @Test
  @Tag("SP5")
  @Tag("V18")
  void certificateOfNobodyEndsTheHandshake() {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());

    assertHandshakeRefused(TestCertificate.selfSigned("be"), "unknown");
  }

  @Test
  @Tag("SP5")
  @Tag("V18")
  void expiredCertificateEndsTheHandshake() {
    Instant now = Instant.now();
    var expired = TestCertificate.selfSigned("be", now.minusSeconds(86_400), now.minusSeconds(60));
    publish(own, Set.of(), TestPeers.backend("BE", own).and(expired).peer());

    assertHandshakeRefused(expired, "expired");
  }

  @Test
  @Tag("SP5")
  @Tag("V18")
  void revokedCertificateEndsTheHandshake() {
    var stolen = TestCertificate.selfSigned("be");
    publish(
        own, Set.of(Thumbprint.of(stolen.leaf())), TestPeers.backend("BE", own).and(stolen).peer());

    assertHandshakeRefused(stolen, "revoked");
  }

  @Test
  @Tag("SP5")
  void olderTlsIsNotSpoken() {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    try (var client = PeerClient.of(gateway, List.of(server.leaf()), Optional.of(own), "TLSv1.2")) {
      assertThatThrownBy(() -> client.get(CHUNK)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  @Tag("V18")
  void clientThatTrustsAnotherServerGoesNoFurther() {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    var other = TestCertificate.selfSigned("server");
    try (var client = PeerClient.of(gateway, other.leaf(), Optional.of(own))) {
      assertThatThrownBy(() -> client.get(CHUNK)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  @Tag("V49")
  void removedPeerIsRefusedOnItsOpenConnectionWithinAMinute() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    try (var client = client(own)) {
      assertThat(client.get(CHUNK).statusCode()).isEqualTo(200);

      backend.peers().publish();

      await().atMost(EFFECT).until(() -> client.get(CHUNK).statusCode() == 403);
      assertThat(client.get(CHUNK).body()).asString().contains("\"title\":\"unknown\"");
    }
    await().atMost(EFFECT).untilAsserted(() -> assertHandshakeRefused(own, "unknown"));
  }

  @Test
  @Tag("V49")
  void peerIsLetInWithinAMinuteOfItsAddition() {
    backend.peers().publish();

    publish(own, Set.of(), TestPeers.backend("BE", own).peer());

    assertThat(gateway.counted("keyferry.federation.answers")).isNotNegative();
  }

  @Test
  @Tag("V46")
  void noPollFailsWhileTheClientsCertificateIsReplaced() {
    var next = TestCertificate.selfSigned("be");
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    try (var old = client(own);
        var young = client(next)) {
      var failures = new PollsInBackground(old);

      publish(next, Set.of(), TestPeers.backend("BE", own).and(next).peer());
      var failuresOfNext = new PollsInBackground(young);

      assertThat(failures.stop()).isZero();
      backend.peers().publish(TestPeers.backend("BE", next).peer());
      await().atMost(EFFECT).until(() -> old.get(CHUNK).statusCode() == 403);
      assertThat(failuresOfNext.stop()).isZero();
    }
  }

  @Test
  @Tag("V46")
  void noPollFailsWhileTheServersCertificateIsReplaced() {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    var before = server;
    var next = TestCertificate.selfSigned("server");
    // The peers document of the other side has both for a while.
    var both = List.of(before.leaf(), next.leaf());
    try (var client = PeerClient.of(gateway, both, Optional.of(own), "TLSv1.3")) {
      var failures = new PollsInBackground(client);

      next.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
      server = next;

      await()
          .atMost(EFFECT)
          .ignoreExceptions()
          .until(() -> {
            try (var other = client(own)) {
              return other.get(CHUNK).statusCode() == 200;
            }
          });
      assertThat(failures.stop()).isZero();
    }
  }

  @Test
  void halfWrittenCertificateOfTheServerChangesNothing() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    Files.writeString(RunningGateway.certificate(directory), "-----BEGIN");
    try (var client = client(own)) {
      assertThat(client.get(CHUNK).statusCode()).isEqualTo(200);
    }
    assertThat(log.text()).contains("the server's new certificate is of no use");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
  }

  @Test
  @Tag("V51")
  void feedsThatTheDocumentNamesTakeThePlaceOfItsOwn() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).inNoCluster().reading("all").peer());
    try (var client = client(own)) {
      assertThat(client.get("/v1/a2a/keys").statusCode()).isEqualTo(200);
      assertThat(client.get(CHUNK).statusCode()).isEqualTo(403);
    }
  }

  @Test
  @Tag("V51")
  void peerOfOurClusterReadsTheFeedToAll() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    try (var client = client(own)) {
      assertThat(client.get("/v1/a2a/keys").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Tag("V11")
  void inPhaseNoneThereIsNoFeed() throws IOException {
    publish(own, Set.of(), TestPeers.backend("BE", own).in(Phase.NONE).peer());
    try (var client = client(own)) {
      for (String path : new String[] {CHUNK, "/v1/a2a/keys", "/v1/BE/keys"}) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).asString().contains("\"title\":\"phase\"");
      }
    }
    assertThat(log.audit())
        .filteredOn(line -> line.contains("reason=\"phase\""))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("peer=\"be.example\""));
  }

  @Test
  @Tag("SP5")
  void peerMayBeKnownByItsNameInTheTreeOfItsCluster() throws IOException {
    var root = TestCertificate.root("world");
    var authority = root.authority("africa", "af.example");
    var named = authority.issue("be.af.example");
    backend.peers().with(root);
    publish(named, Set.of(), TestPeers.backend("BE", own).named("be.af.example").peer());
    try (var client = client(named)) {
      assertThat(client.get(CHUNK).statusCode()).isEqualTo(200);
    }
    assertHandshakeRefused(authority.issue("other.af.example"), "unknown");
    assertHandshakeRefused(
        root.authority("europe", "eu.example").issue("be.af.example"), "untrusted");
    assertHandshakeRefused(
        TestCertificate.root("world").authority("africa", "af.example").issue("be.af.example"),
        "untrusted");
  }

  @Test
  void refusalsAreCounted() {
    publish(own, Set.of(), TestPeers.backend("BE", own).peer());
    double before = gateway.counted("keyferry.federation.refusals", "reason", "unknown");

    assertHandshakeRefused(TestCertificate.selfSigned("nobody"), "unknown");

    assertThat(gateway.counted("keyferry.federation.refusals", "reason", "unknown"))
        .isGreaterThan(before);
  }

  /** Asks for a chunk again and again, and counts what is not answered with it. */
  private static final class PollsInBackground {
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final CompletableFuture<Integer> failures;

    PollsInBackground(PeerClient client) {
      failures =
          CompletableFuture.supplyAsync(() -> {
            int failed = 0;
            do {
              try {
                failed += client.get(CHUNK).statusCode() == 200 ? 0 : 1;
              } catch (IOException e) {
                failed++;
              }
            } while (going.get());
            return failed;
          });
    }

    int stop() {
      going.set(false);
      return failures.join();
    }
  }
}
