package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.PeerHint;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.topic.Topics;

/** Peers that say that they have something new. */
@Tag("V19")
class HintTest {
  private static final String HINTS = "/v1/hints";
  private static final String CALLBACK = HINTS + "?batchTag=20261126-3&date=2026-11-26";
  private static final int A_MINUTE = 40;

  @TempDir static Path directory;
  private static TestBackend backend;
  private static RunningGateway gateway;
  private static PeerClient be;
  private static PeerClient often;
  private static PeerClient unread;
  private static PeerClient inPhaseNone;
  private static PeerClient nobody;

  @BeforeAll
  static void start() {
    backend = TestBackend.start(directory);
    var server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    var ofBelgium = TestCertificate.selfSigned("be");
    var ofGermany = TestCertificate.selfSigned("de");
    var ofFrance = TestCertificate.selfSigned("fr");
    var ofSpain = TestCertificate.selfSigned("es");
    backend
        .peers()
        .publish(
            read(TestPeers.backend("BE", ofBelgium), "https://be.example:8443/base/"),
            read(TestPeers.backend("DE", ofGermany), "https://de.example/"),
            TestPeers.backend("FR", ofFrance).peer(),
            read(TestPeers.backend("ES", ofSpain).in(Phase.NONE), "https://es.example/"));
    gateway =
        RunningGateway.start(
            backend, directory, "--keyferry.federation-gateway.hints-per-minute=" + A_MINUTE);
    be = PeerClient.of(gateway, server.leaf(), Optional.of(ofBelgium));
    often = PeerClient.of(gateway, server.leaf(), Optional.of(ofGermany));
    unread = PeerClient.of(gateway, server.leaf(), Optional.of(ofFrance));
    inPhaseNone = PeerClient.of(gateway, server.leaf(), Optional.of(ofSpain));
    nobody = PeerClient.of(gateway, server.leaf(), Optional.empty());
  }

  private static Peer read(TestPeers.Draft draft, String url) {
    Peer peer = draft.peer();
    return new Peer(
        peer.id(),
        peer.kind(),
        peer.region(),
        peer.cluster(),
        peer.vendor(),
        peer.phase(),
        peer.origins(),
        List.of(new PullEndpoint(PullFormat.INTEROP, URI.create(url), Optional.empty())),
        peer.pushes(),
        peer.certificates(),
        peer.signingKeys(),
        peer.jwks(),
        OriginProof.NONE,
        peer.reads(),
        peer.validity());
  }

  @AfterAll
  static void stop() {
    for (PeerClient client : List.of(be, often, unread, inPhaseNone, nobody)) {
      client.close();
    }
    gateway.close();
    backend.close();
  }

  private static List<byte[]> hints() {
    return backend.topics().values(Topics.PEERS_HINTS);
  }

  private static String webhook(String url) {
    return "{\"batchId\":\"batch-7\",\"baseURL\":\"" + url + "\"}";
  }

  private static void assertNothingButThePeerWasTold(int before) {
    byte[] told = PeerHint.newBuilder().setPeer("be.example").build().toByteArray();
    assertThat(hints()).hasSize(before + 1);
    assertThat(hints().getLast()).isEqualTo(told);
  }

  @Test
  void callbackOfAHubIsToldOn() throws IOException {
    int before = hints().size();

    assertThat(be.get(CALLBACK).statusCode()).isEqualTo(202);

    assertNothingButThePeerWasTold(before);
  }

  @Test
  void webhookOfTheServerThatWeReadIsToldOn() throws IOException {
    int before = hints().size();

    assertThat(be.post(HINTS, webhook("https://be.example:8443/elsewhere")).statusCode())
        .isEqualTo(202);

    assertNothingButThePeerWasTold(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://be.example:8443/",
        "https://be.example/",
        "https://de.example/",
        "https://be.example:8443@10.0.0.1/",
        "https://user@be.example:8443/",
        "https://be.example:8443/?to=10.0.0.1",
        "https://be.example.:8443/../",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/",
        "no url"
      })
  void webhookOfAnotherServerIsRefused(String url) throws IOException {
    var answer = be.post(HINTS, webhook(url));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("baseURL").doesNotContain("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"batchId\":\"1\"}",
        "{\"baseURL\":\"https://be.example:8443/\"}",
        "{\"batchId\":7,\"baseURL\":\"https://be.example:8443/\"}"
      })
  void whatIsNoWebhookIsRefused(String json) throws IOException {
    assertThat(be.post(HINTS, json).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?batchTag=1",
        "?date=2026-11-26",
        "?batchTag=1&date=today",
        "?batchTag=%00&date=2026-11-26"
      })
  void whatIsNoCallbackIsRefused(String query) throws IOException {
    assertThat(be.get(HINTS + query).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsRefusedIsNotToldOn() throws IOException {
    int before = hints().size();

    assertThat(nobody.get(CALLBACK).statusCode()).isEqualTo(403);
    assertThat(unread.get(CALLBACK).statusCode()).isEqualTo(403);
    assertThat(inPhaseNone.get(CALLBACK).statusCode()).isEqualTo(403);
    assertThat(be.post(HINTS, webhook("https://de.example/")).statusCode()).isEqualTo(400);
    assertThat(be.get(HINTS).statusCode()).isEqualTo(400);

    assertThat(hints()).hasSize(before);
  }

  @Test
  void whoHintsTooOftenIsToldWhenToComeBack() throws IOException {
    for (int i = 0; i < A_MINUTE; i++) {
      assertThat(often.get(CALLBACK).statusCode()).isEqualTo(202);
    }

    var answer = often.get(CALLBACK);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
    assertThat(
            gateway.counted(
                "keyferry.federation.hints", "peer", "de.example", "outcome", "too-much"))
        .isOne();
  }

  @Test
  void otherMethodsAreNone() throws IOException {
    assertThat(be.send("PUT", HINTS).statusCode()).isEqualTo(405);
  }
}
