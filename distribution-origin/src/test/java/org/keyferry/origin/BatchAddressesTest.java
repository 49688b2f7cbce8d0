package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedBatches.name;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients get from one batch to another, and to the form that they want. */
@ExtendWith(PublishedObjects.class)
class BatchAddressesTest {
  private static final String DATA = "/v1/exposed/data/";

  private final RunningOrigin origin;

  BatchAddressesTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/vnd.en.ccf | ccf",
        "application/vnd.en.ccf, */*;q=0.1 | ccf",
        "application/vnd.en.edi;q=0.5, application/vnd.en.ccf | ccf",
        "application/vnd.en.edi;q=0, */* | ccf",
        "application/vnd.en.edi, application/vnd.en.ccf | edi",
        "application/vnd.en.ccf;q=0.5, application/* | edi",
        "application/octet-stream | edi",
        "text/html | edi",
        "application/vnd.en.ccf;q=x | edi",
        "*/* | edi"
      })
  @Tag("D38")
  void theFormThatIsPreferredIsSent(String accept, String form) {
    var answer = origin.get(DATA + name(2), "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.en." + form);
    assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    assertThat(answer.body())
        .isEqualTo(form.equals("edi") ? PublishedBatches.data(2) : PublishedBatches.filter(2));
  }

  @Test
  @Tag("D39")
  void theNewestIsWhatItsOwnAddressHas() {
    for (String kind : List.of("data", "filter")) {
      var latest = origin.get("/v1/exposed/" + kind + "/latest");
      String own = latest.headers().firstValue("Content-Location").orElseThrow();

      assertThat(own).isEqualTo("/v1/exposed/" + kind + "/" + name(4));
      assertThat(origin.get(own).body()).isEqualTo(latest.body());
      assertThat(origin.get(own).headers().firstValue("ETag"))
          .isEqualTo(latest.headers().firstValue("ETag"));
    }
  }

  @Test
  @Tag("D40")
  void linksLeadFromTheNewestToTheOldest() {
    for (String base : List.of("", "/NL")) {
      var byLink = walk(base + "/v1/exposed/filter/latest", "Link");
      var byHeader = walk(base + "/v1/exposed/data/latest", "X-Previous");
      var listed = new ArrayList<String>();
      for (int number = 1; number <= PublishedBatches.BATCHES; number++) {
        listed.add(name(number).toString());
      }
      Collections.reverse(listed);

      assertThat(byLink).isEqualTo(listed);
      assertThat(byHeader).isEqualTo(listed);
    }
  }

  @Test
  @Tag("D40")
  void bothLinksOfAFilterLeadToTheFilterBeforeItAndOfABatchToTheBatch() {
    for (String path : List.of("filter/latest", "filter/" + name(3), "data/" + name(3))) {
      var answer = origin.get("/v1/exposed/" + path, "Accept", "application/vnd.en.ccf");
      var link = answer.headers().firstValue("Link").orElseThrow();
      String before = link.substring(1, link.indexOf('>'));

      assertThat(answer.headers().firstValue("X-Previous"))
          .as(path)
          .contains(URI.create("/v1/exposed/" + path).resolve(before).toString());
    }
  }

  @Test
  @Tag("D38")
  void theNewestIsSentInTheFormThatIsPreferred() {
    var answer = origin.get(DATA + "latest", "Accept", "application/vnd.en.ccf");

    assertThat(answer.body()).isEqualTo(PublishedBatches.filter(4));
    assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    assertThat(answer.headers().firstValue("Content-Location"))
        .contains("/v1/exposed/filter/" + name(4));
    assertThat(answer.headers().firstValue("X-Previous")).contains(DATA + name(3));
  }

  private List<String> walk(String first, String header) {
    var names = new ArrayList<String>();
    URI at = URI.create(first);
    while (true) {
      var answer = origin.get(at.toString());
      assertThat(answer.statusCode()).isEqualTo(200);
      String own = answer.headers().firstValue("Content-Location").orElse(at.toString());
      names.add(own.substring(own.lastIndexOf('/') + 1));
      var next = answer.headers().firstValue(header);
      if (next.isEmpty()) {
        return names;
      }
      var link = Pattern.compile("<([^>]+)>; rel=\"prev\"").matcher(next.get());
      at = at.resolve(link.matches() ? link.group(1) : next.get());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "14, 2026-11-25",
    "13, 2026-11-25",
    "12, 2026-11-24",
    "11, 2026-11-24",
    "0, 2026-11-24",
    "999, 2026-11-25",
    "2026-11-25T03:00:00Z, 2026-11-25",
    "2026-11-24T23:59:59.5Z, 2026-11-24",
    "2026-11-25T00:59:59+01:00, 2026-11-24",
    "2026-11-25T00%3A59%3A59%2B01:00, 2026-11-24",
    "2020-01-01T00:00:00Z, 2026-11-24",
    "2030-01-01T00:00:00Z, 2026-11-25"
  })
  void sinceLeadsToADayThatIsNotTooLate(String since, String day) {
    var answer = origin.get("/v1/exposed?since=" + since);

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("exposed/" + day);
    var target = origin.uri("/v1/exposed").resolve("exposed/" + day).getPath();
    assertThat(origin.get(target).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//v1/exposed", "/v1//exposed"})
  void twoSlashesTogetherAreNoAddress(String path) throws Exception {
    assertThat(origin.raw("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2026-11-25", "-1", "99999999999999999999", "%zz"})
  void sinceThatIsNotUnderstoodIsRefusedAndSaysWhatWouldBe(String since) throws Exception {
    String answer = origin.raw("GET /v1/exposed?since=" + since + " HTTP/1.1");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("an instant of RFC 3339");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/exposed/data/202611250600",
        "/v1/exposed/filter/202611250600.tsr",
        "/v1/exposed/2026-11-26"
      })
  void whatComesWithTheNextBatchSaysWhenToTryAgain(String path) {
    var answer = origin.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/exposed/data/202611250300", "/v1/exposed/2026-11-01"})
  void whatWillNeverComeDoesNot(String path) {
    var answer = origin.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  @Tag("N19")
  void nothingThatIsAskedTellsWhoAsksOrWhatIsLookedFor() {
    byte[] plain = origin.get("/v1/exposed").body();

    // Headers that clients add by themselves make no difference, and no query is taken.
    assertThat(origin.get("/v1/exposed", "Cookie", "user=1", "Authorization", "Bearer x").body())
        .isEqualTo(plain);
    for (String query : List.of("region=BE", "user=1", "key=AAAA", "since=1&user=1")) {
      assertThat(origin.get("/v1/exposed?" + query).statusCode()).isIn(400, 404);
    }
  }
}
