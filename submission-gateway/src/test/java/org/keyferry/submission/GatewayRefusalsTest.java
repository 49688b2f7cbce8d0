package org.keyferry.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal that needs no earlier state, over HTTP; each is padded like a success. */
class GatewayRefusalsTest {
  private static final String CERTIFICATE_INVALID =
      "health_authority_verification_certificate_invalid";

  @TempDir static Path directory;
  private static RunningGateway gateway;
  private static SubmittedRecords topic;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(directory);
    topic = new SubmittedRecords(gateway.broker());
  }

  @AfterAll
  static void stop() {
    topic.close();
    gateway.close();
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.error()).isNotEmpty();
    assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("error", "code", "padding");
    assertThat(answer.paddingBytes()).isBetween(1024, 2047);
    assertThat(answer.headers().firstValue("x-api-version")).contains("v1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  /** Refused, and none of its keys is in the topic. */
  private static void assertRefused(Draft draft, int status, String code) {
    assertRefused(gateway.publish(draft), status, code);
    assertThat(topic.of(draft)).isEmpty();
  }

  @Test
  void unknownHealthAuthority() {
    assertRefused(
        gateway.draft().body(body -> body.put("healthAuthorityID", "other")),
        401,
        "unknown_health_authority_id");
    assertRefused(
        gateway.draft().body(body -> body.remove("healthAuthorityID")),
        401,
        "unknown_health_authority_id");
  }

  @Test
  void certificateOfAnotherKey() {
    Draft draft = gateway.draft();
    String other = Draft.of(new TestAuthority(), Instant.now()).keys(draft.keys()).token();

    assertRefused(
        draft.body(body -> body.put("verificationPayload", other)), 401, CERTIFICATE_INVALID);
  }

  @Test
  void missingCertificate() {
    assertRefused(
        gateway.draft().body(body -> body.remove("verificationPayload")), 401, CERTIFICATE_INVALID);
  }

  @Test
  void expiredCertificate() {
    assertRefused(
        gateway.draft().claims(c -> c.expirationTime(Date.from(Instant.EPOCH))),
        401,
        CERTIFICATE_INVALID);
  }

  @Test
  void macOfOtherKeys() {
    Draft draft = gateway.draft();
    String certificate = draft.token();

    assertRefused(
        draft
            .key(5, draft.key(5).withPeriod(143))
            .body(body -> body.put("verificationPayload", certificate)),
        401,
        CERTIFICATE_INVALID);
  }

  @Test
  void missingSecretOfTheMac() {
    assertRefused(gateway.draft().body(body -> body.remove("hmacKey")), 401, CERTIFICATE_INVALID);
  }

  @Test
  void noKeys() {
    assertRefused(gateway.draft().keys(List.of()), 400, "bad_request");
  }

  @Test
  void moreThanThirtyKeys() {
    Instant now = Instant.now();
    int start = DraftKey.ofDay(now, 2).start();

    assertRefused(
        gateway
            .draft()
            .keys(
                IntStream.range(0, 31)
                    .mapToObj(i -> DraftKey.ofDay(now, 2).withStart(start + i).withPeriod(1))
                    .toList()),
        400,
        "bad_request");
  }

  @Test
  void overlappingKeys() {
    Draft draft = gateway.draft();

    assertRefused(
        draft.key(0, draft.key(0).withStart(draft.key(1).start() + 1)), 400, "bad_request");
  }

  @Test
  void moreThanThreeKeysWithOneStart() {
    Instant now = Instant.now();

    assertRefused(
        gateway.draft().keys(IntStream.range(0, 4).mapToObj(i -> DraftKey.ofDay(now, 1)).toList()),
        400,
        "bad_request");
  }

  @Test
  void noKeyThatCanBeUsed() {
    Draft draft = gateway.draft();

    assertRefused(
        draft.keys(draft.keys().stream().map(key -> key.withPeriod(0)).toList()),
        400,
        "bad_request");
  }

  @Test
  void regionThatIsNotListed() {
    assertRefused(
        gateway.draft().body(body -> body.putArray("regionsOfInterest").add("FR")),
        400,
        "bad_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"unknown\":1}", "{}{}", "{\"traveler\":\"\"}"})
  void bodyThatIsNotTheRequest(String body) {
    assertRefused(gateway.send(gateway.post(body)), 400, "bad_request");
  }

  @Test
  void anotherContentType() {
    var request =
        gateway
            .request("/v1/publish")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(gateway.draft().json()));

    assertRefused(gateway.send(request), 415, "bad_request");
  }

  @Test
  void noContentType() {
    var request =
        gateway.request("/v1/publish").POST(BodyPublishers.ofString(gateway.draft().json()));

    assertRefused(gateway.send(request), 415, "bad_request");
  }

  @Test
  void encodedBody() {
    var request = gateway.post(gateway.draft().json()).header("Content-Encoding", "gzip");

    assertRefused(gateway.send(request), 415, "bad_request");
  }

  @Test
  void bodyThatIsTooLarge() {
    Draft draft = gateway.draft().body(body -> body.put("padding", "A".repeat(64_000)));

    assertRefused(draft, 413, "bad_request");
  }

  @Test
  void chunkedBodyThatIsTooLarge() {
    byte[] body = "A".repeat(100_000).getBytes(US_ASCII);
    var request =
        gateway
            .request("/v1/publish")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertRefused(gateway.send(request), 413, "bad_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT"})
  void anotherMethod(String method) {
    Answer answer =
        gateway.send(gateway.request("/v1/publish").method(method, BodyPublishers.noBody()));

    assertRefused(answer, 405, "bad_request");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/publish/", "/v1/stats", "/v1/publish.json", "/error"})
  void anotherPath(String path) {
    assertRefused(gateway.get(path), 404, "bad_request");
  }

  @Test
  void whatTheFrameworkAcceptsIsStillJson() {
    var request = gateway.post("{").header("Accept", "text/html");

    assertRefused(gateway.send(request), 400, "bad_request");
  }

  @Test
  void bodyThatEndsEarly() throws IOException {
    String answer =
        exchange(
            """
            POST /v1/publish HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: 1000\r
            \r
            {"traveler":\
            """);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"padding\"");
  }

  @Test
  void traceIsNotAnsweredWithWhatWasSent() throws IOException {
    String answer =
        exchange(
            """
            TRACE /v1/publish HTTP/1.1\r
            Host: localhost\r
            X-Token: abc\r
            Connection: close\r
            \r
            """);

    assertThat(answer).startsWith("HTTP/1.1 405").contains("\"padding\"").doesNotContain("abc");
  }

  private static String exchange(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
