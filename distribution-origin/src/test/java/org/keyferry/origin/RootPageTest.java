package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedBatches.name;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keyferry.wire.document.ContentHash;

/** The page for people. */
@ExtendWith(PublishedObjects.class)
class RootPageTest {
  private final RunningOrigin origin;

  RootPageTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @Test
  void itShowsEachBatchWithWindowCountSizeAndHash() {
    for (int number = 1; number <= PublishedBatches.BATCHES; number++) {
      byte[] data = PublishedBatches.data(number);

      assertThat(page())
          .contains(
              "<a href=\"/v1/exposed/data/" + name(number) + "\">" + name(number) + "</a>",
              "<td class=\"number\">7</td><td class=\"number\">" + data.length + "</td>",
              ContentHash.of(data).text());
    }
    assertThat(page())
        .contains("Region NL", "<td>2026-11-25 02:00:00</td><td>2026-11-25 04:00:00</td>");
  }

  @Test
  void itSaysHowToVerifyOneByHandWithThisOriginsAddress() {
    String here = "http://localhost:" + origin.port();
    assertThat(page())
        .contains(
            "curl -s " + here + "/v1/exposed/data/" + name(4) + " | openssl dgst -sha256",
            "which has to be <code>" + ContentHash.of(PublishedBatches.data(4)).text() + "</code>",
            here + "/meta/signing-keys.pem",
            "./keyferry verify newest.zip --key keys.pem");
  }

  @Test
  void itIsWellFormedAndNothingInItRunsOrIsLoaded() throws Exception {
    var answer = origin.get("/");
    String page = new String(answer.body(), UTF_8);
    var style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);

    assertThat(style.find()).isTrue();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; ")
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .doesNotContain("unsafe");
    assertThat(page)
        .doesNotContain("<script", "<img", "<link", "http-equiv", "style=\"", "{feed}")
        .contains("<html lang=\"en\">", "<caption>", "scope=\"col\"", "prefers-color-scheme");
  }

  @Test
  void aHostThatIsNoneDoesNotGetIntoThePage() throws Exception {
    assertThat(origin.raw("GET / HTTP/1.1\r\nX-Forwarded-Host: evil.example"))
        .doesNotContain("evil.example");
  }

  @Test
  void whatTheClientCallsTheOriginDoesNotGetIntoThePageThatCachesGiveToOthers() throws Exception {
    assertThat(origin.raw("GET / HTTP/1.1", "evil.example"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("evil");
  }

  private String page() {
    return new String(origin.get("/").body(), UTF_8);
  }
}
