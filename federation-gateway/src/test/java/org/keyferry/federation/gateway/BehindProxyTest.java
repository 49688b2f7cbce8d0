package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchFeedKind;

/** What a proxy says of its clients' certificates (RFC 9440), and who says it. */
@Tag("SP5")
class BehindProxyTest {
  /** The loopback network has many addresses; this one is the trusted proxy's. */
  private static final String PROXY = "127.0.0.7";

  private static final String ANYBODY = "127.0.0.8";

  @TempDir static Path directory;
  private static TestBackend backend;
  private static RunningGateway plain;
  private static final TestCertificate OWN = TestCertificate.selfSigned("be");

  @BeforeAll
  static void start() {
    backend = TestBackend.start(directory);
    backend.peers().publish(TestPeers.backend("BE", OWN).peer());
    backend.batches().feed("to-BE", BatchFeedKind.FEED_REGIONAL, "BE").files(100, 1);
    plain =
        RunningGateway.startPlain(
            backend, "--keyferry.federation-gateway.trusted-proxies=127.0.0.7/32,192.0.2.0/24");
    await().until(() -> ask(PROXY, "Client-Cert: " + item(OWN.leaf())).startsWith("HTTP/1.1 200"));
  }

  @AfterAll
  static void stop() {
    plain.close();
    backend.close();
  }

  private static String item(X509Certificate certificate) {
    try {
      return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer to a request for a chunk from the address, with these lines among its headers. */
  private static String ask(String from, String... lines) throws IOException {
    try (var socket =
        new Socket(
            InetAddress.ofLiteral("127.0.0.1"), plain.port(), InetAddress.ofLiteral(from), 0)) {
      String request =
          "GET /v1/BE/keys HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
              + String.join("", java.util.Arrays.stream(lines).map(line -> line + "\r\n").toList())
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void trustedProxyTellsWhoAsks() throws IOException {
    assertThat(ask(PROXY, "Client-Cert: " + item(OWN.leaf())))
        .startsWith("HTTP/1.1 200")
        .contains("Last-Batch-ID: 1");
  }

  @Test
  void fromAnybodyElseTheHeaderIsNotBelieved() throws IOException {
    assertThat(ask(ANYBODY, "Client-Cert: " + item(OWN.leaf())))
        .startsWith("HTTP/1.1 403")
        .contains("\"title\":\"missing\"")
        .doesNotContain("Last-Batch-ID");
  }

  @Test
  void whoSaysToHaveBeenForwardedIsNotTheProxy() throws IOException {
    assertThat(
            ask(
                ANYBODY,
                "X-Forwarded-For: " + PROXY,
                "Forwarded: for=" + PROXY,
                "Client-Cert: " + item(OWN.leaf())))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void proxyThatTellsNothingGetsNothing() throws IOException {
    assertThat(ask(PROXY)).startsWith("HTTP/1.1 403").contains("\"title\":\"missing\"");
  }

  @Test
  void certificateOfNobodyGetsNothing() throws IOException {
    assertThat(ask(PROXY, "Client-Cert: " + item(TestCertificate.selfSigned("be").leaf())))
        .startsWith("HTTP/1.1 403")
        .contains("\"title\":\"unknown\"");
  }

  @Test
  void secondHeaderByTheClientItselfGetsNothing() throws IOException {
    String own = "Client-Cert: " + item(OWN.leaf());
    assertThat(ask(PROXY, own, own)).startsWith("HTTP/1.1 403").contains("malformed-header");
    assertThat(ask(PROXY, "Client-Cert: " + item(OWN.leaf()).replace(":", "\"")))
        .startsWith("HTTP/1.1 403")
        .contains("malformed-header");
  }

  @Test
  void chainComesWithItAndMakesNoDifferenceForAPinnedOne() throws IOException {
    var tree = TestCertificate.root("r").authority("a", "a.example").issue("x.a.example");
    assertThat(
            ask(
                PROXY,
                "Client-Cert: " + item(OWN.leaf()),
                "Client-Cert-Chain: "
                    + tree.chain().stream()
                        .map(BehindProxyTest::item)
                        .collect(Collectors.joining(", "))))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void underTlsTheHeaderOfAClientCountsForNothing(@TempDir Path own) throws IOException {
    var server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(own), RunningGateway.key(own));
    try (var gateway =
            RunningGateway.start(
                backend, own, "--keyferry.federation-gateway.trusted-proxies=" + PROXY);
        var client = PeerClient.of(gateway, server.leaf(), java.util.Optional.empty())) {
      assertThat(client.get("/v1/BE/keys", "Client-Cert", item(OWN.leaf())).statusCode())
          .isEqualTo(403);
    }
  }
}
