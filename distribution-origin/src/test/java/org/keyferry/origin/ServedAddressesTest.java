package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, and that nothing else is. */
@ExtendWith(PublishedObjects.class)
class ServedAddressesTest {
  private final RunningOrigin origin;

  ServedAddressesTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @Test
  void anExportFileArrivesWhole() {
    var answer = origin.get(FILE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PublishedObjects.ZIP);
  }

  @Test
  void theIndexArrivesWhole() {
    var answer = origin.get(INDEX);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PublishedObjects.LINES);
  }

  @Test
  void anEmptyIndexIsAnAnswerWithoutBytes() {
    var answer = origin.get(PublishedObjects.EMPTY_INDEX);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?v=1",
        "/index.txt",
        "/v1",
        "/v1/",
        "/v1/exposed/",
        "/v1/exposed?since",
        "/v1/exposed?Since=1",
        "/v1/exposed?format=ccf",
        "/v1/exposed.jws?since=1",
        "/v1/exposed.json",
        "/v1/exposed/list",
        "/v1/exposed/2026-13-01",
        "/v1/exposed/2026-11-25?since=1",
        "/v1/exposed/data/",
        "/v1/exposed/data/202611250400.edi",
        "/v1/exposed/data/20261125040000",
        "/v1/exposed/data/202611250460",
        "/v1/exposed/data/202611250400-r0",
        "/v1/exposed/data/202611250400?v=1",
        "/v1/exposed/data/latest.tsr",
        "/v1/exposed/data/24H",
        "/v1/exposed/data/3d",
        "/v1/exposed/data/24h.alias",
        "/v1/exposed/filter/25h",
        "/v1/exposed/match",
        "/v1/keys/0",
        "/v1/keys/01",
        "/v1/keys/first",
        "/meta",
        "/meta/configuration.json",
        "/meta/configuration/01",
        "/meta/signing-keys/1",
        "/meta/signing-keys.pem.gz",
        "/.well-known/authorities",
        "/BE/v1/exposed",
        "/v3/api-docs/",
        "/NL/index.txt.gz",
        "/NL",
        "/NL/",
        "/NL/index.txt/",
        "/NL/INDEX.TXT",
        "//NL/index.txt",
        "/NL//index.txt",
        "/NL/other.txt",
        "/NL/a/index.txt",
        "/public/NL/index.txt",
        "/private/NL/index.txt",
        "/NL/%69ndex.txt",
        "/NL/index.txt%00",
        "/NL/index.txt;v=1",
        "/NL;v=1/index.txt",
        "/NL/index.txt?v=1",
        "/NL/1234560000-1234567200-00001.zip?v=1",
        "/NL/1234560000-1234567200-00001.zip.sig",
        "/NL/01234560000-1234567200-00001.zip",
        "/NL/1234560000-1234567200-1.zip",
        "/NL/1234560000-1234567200-00002.zip",
        "/BE/index.txt",
        "/favicon.ico",
        "/error",
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump"
      })
  void everythingElseIsNotFoundAndNotKept(String path) {
    var answer = origin.get(path);

    // The server itself refuses parts that are named twice, or not at all, and zero bytes.
    boolean odd = path.contains("%00") || path.contains("//");
    assertThat(answer.statusCode()).isEqualTo(odd ? 400 : 404);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/NL/../NL/index.txt",
        "/NL/../../private/NL/index.txt",
        "/NL/./index.txt",
        "/NL/%2e%2e/NL/index.txt",
        "/NL%2findex.txt",
        "/NL/..%2f..%2fprivate/NL/index.txt",
        "/NL/%252e%252e/index.txt",
        "\\NL\\index.txt",
        "/NL/index.txt?",
        "/NL/index.txt#x"
      })
  void noDetourLeadsToAnObject(String target) throws IOException {
    assertThat(statusOfRawRequest(target)).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
  void methodsThatDoNotReadAreRefused(String method) {
    var answer = origin.send(method, INDEX);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void traceIsRefused() {
    assertThat(origin.send("TRACE", INDEX).statusCode()).isEqualTo(405);
  }

  @Test
  void aPreflightIsRefusedLikeEveryOptionsRequest() {
    var answer =
        origin.send(
            "OPTIONS",
            INDEX,
            "Origin",
            "https://example.org",
            "Access-Control-Request-Method",
            "PUT");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void probesAndMetricsAreThere() {
    origin.get(INDEX);

    assertThat(origin.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(origin.get("/actuator/health/readiness").body())
        .asString(US_ASCII)
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(origin.get("/actuator/prometheus").body())
        .asString(US_ASCII)
        .contains("http_server_requests_seconds_count")
        .doesNotContain("NL");
  }

  private int statusOfRawRequest(String target) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), origin.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("Jetty");
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
