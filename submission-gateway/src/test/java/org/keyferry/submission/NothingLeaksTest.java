package org.keyferry.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What phones send, and where from, is in no log line, metric or reply. */
class NothingLeaksTest {
  /** Of the loopback network, and used by nothing else. */
  private static final String PHONE = "127.0.0.77";

  private static final String SECRET = "Y2FuYXJ5IHNlY3JldCE=";

  @TempDir private Path directory;
  private final List<String> canaries = new ArrayList<>(List.of(PHONE, SECRET));

  /** Issued to phones, so replies have them once, and nothing else ever. */
  private final List<String> tokens = new ArrayList<>();

  private final StringBuilder replies = new StringBuilder();

  @Test
  void keysTokensAndAddressesAreNowhere() throws Exception {
    try (var gateway =
            RunningGateway.start(directory, "--keyferry.gateway.acknowledgement-timeout=2s");
        var log = new CapturedLog();
        var phone = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(PHONE)).build()) {
      uploads(gateway, phone);
      oddities(gateway, phone);
      String metrics = gateway.get("/actuator/prometheus").text();
      gateway.broker().stopBrokers();
      assertThat(publish(gateway, phone, canary(gateway)).status()).isEqualTo(503);
      gateway.broker().startBrokers();

      assertThat(metrics).contains("keyferry_uploads_total");
      assertThat(log.text()).contains("org.apache.kafka.clients.NetworkClient");
      assertNoCanaryIn("log", log.text());
      assertNoCanaryIn("metrics", metrics);
      assertNoCanaryIn("replies", replies.toString());
      assertThat(tokens)
          .hasSize(2)
          .noneMatch(log.text()::contains)
          .noneMatch(metrics::contains)
          .allMatch(token -> replies.indexOf(token) == replies.lastIndexOf(token));
    }
  }

  private void uploads(RunningGateway gateway, HttpClient phone) {
    revisions(gateway, phone);
    Draft partly = canary(gateway);
    assertThat(publish(gateway, phone, partly.key(2, partly.key(2).withRisk(9))).code())
        .isEqualTo("partial_failure");
    Draft unverified = canary(gateway).claims(claims -> claims.issuer("canary-issuer"));
    canaries.add("canary-issuer");
    assertThat(publish(gateway, phone, unverified).status()).isEqualTo(401);
    Draft misplaced = canary(gateway);
    misplaced.body(body -> body.put("symptomOnsetInterval", misplaced.key(0).text()));
    assertThat(publish(gateway, phone, misplaced).status()).isEqualTo(400);
    Draft unknown = canary(gateway);
    unknown.body(body -> body.put(unknown.key(0).text(), 1));
    assertThat(publish(gateway, phone, unknown).status()).isEqualTo(400);
  }

  private void revisions(RunningGateway gateway, HttpClient phone) {
    Draft draft = canary(gateway);
    String token = publish(gateway, phone, draft).revisionToken();
    assertThat(token).isNotEmpty();
    tokens.add(token);
    Draft revised = draft.claims(claims -> claims.claim("reportType", "negative"));
    String next =
        publish(gateway, phone, revised.body(body -> body.put("revisionToken", token)))
            .revisionToken();
    assertThat(next).isNotEmpty().isNotEqualTo(token);
    tokens.add(next);
    String foreign = SECRET.repeat(40);
    Draft refused = canary(gateway).body(body -> body.put("revisionToken", foreign));
    assertThat(publish(gateway, phone, refused).code()).isEqualTo("invalid_revision_token");
    Draft without = canary(gateway).claims(claims -> claims.claim("reportType", "negative"));
    assertThat(publish(gateway, phone, without).code()).isEqualTo("missing_revision_token");
  }

  private void oddities(RunningGateway gateway, HttpClient phone) throws IOException {
    String token = canary(gateway).token();
    canaries.addAll(List.of(token.split("\\.")));
    send(phone, gateway.request("/v1/publish/" + token).GET());
    send(phone, gateway.request("/v1/publish?token=" + token).GET());
    send(phone, gateway.request("/v1/publish").method("CANARY", BodyPublishers.ofString(token)));
    canaries.add("CANARY");
    try (var socket =
        new Socket(
            InetAddress.getLoopbackAddress(), gateway.port(), InetAddress.ofLiteral(PHONE), 0)) {
      socket.getOutputStream().write(("{" + token + "} \u0001 oddity\r\n\r\n").getBytes(US_ASCII));
      replies.append(new String(socket.getInputStream().readAllBytes(), US_ASCII));
    }
  }

  /** An upload whose parts must not turn up. */
  private Draft canary(RunningGateway gateway) {
    Draft draft =
        gateway
            .draft()
            .body(body -> {
              body.put("padding", SECRET);
              canaries.addAll(List.of(body.path("verificationPayload").asString().split("\\.")));
            });
    for (DraftKey key : draft.keys()) {
      canaries.add(key.text());
      canaries.add(key.text().replace("=", "").replace('+', '-').replace('/', '_'));
      canaries.add(HexFormat.of().formatHex(key.bytes()));
      canaries.add(Arrays.toString(key.bytes()));
    }
    return draft;
  }

  private Answer publish(RunningGateway gateway, HttpClient phone, Draft draft) {
    return send(phone, gateway.post(draft.json()));
  }

  private Answer send(HttpClient phone, HttpRequest.Builder request) {
    Answer answer = RunningGateway.send(phone, request);
    replies.append(answer.headers().map()).append(answer.text());
    return answer;
  }

  private void assertNoCanaryIn(String where, String text) {
    assertThat(canaries.stream().filter(text::contains)).as(where).isEmpty();
  }
}
