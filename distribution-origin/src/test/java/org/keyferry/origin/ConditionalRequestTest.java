package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 13. */
@ExtendWith(PublishedObjects.class)
class ConditionalRequestTest {
  private static final String DIGEST = PublishedObjects.DIGEST;
  private static final String TAG = '"' + DIGEST + '"';
  private static final String OTHER = "\"other\"";

  /** The form of RFC 9110, 5.6.7: two digits for the day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final RunningOrigin origin;

  ConditionalRequestTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"" + PublishedObjects.DIGEST + "\"",
        "W/\"" + PublishedObjects.DIGEST + "\"",
        "\"other\", \"" + PublishedObjects.DIGEST + "\"",
        "\"with,comma\",W/\"" + PublishedObjects.DIGEST + "\"",
        "*"
      })
  void ifNoneMatchThatMatchesIsNotModified(String tags) {
    assertThat(origin.get(FILE, "If-None-Match", tags).statusCode()).isEqualTo(304);
  }

  @Test
  void ifNoneMatchOnSeveralLinesIsOneList() {
    var answer = origin.get(FILE, "If-None-Match", OTHER, "If-None-Match", TAG);

    assertThat(answer.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "\"*\"", PublishedObjects.DIGEST, "\"\"", "x", ","})
  void ifNoneMatchThatDoesNotMatchGetsTheBytes(String tags) {
    var answer = origin.get(FILE, "If-None-Match", tags);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(PublishedObjects.ZIP.length);
  }

  @Test
  void notModifiedCarriesWhatACacheRenewsAndNoBytes() {
    var answer = origin.get(FILE, "If-None-Match", TAG);

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().map())
        .containsKeys("date", "etag", "cache-control", "last-modified")
        .doesNotContainKeys("content-type", "content-length", "content-range");
    assertThat(answer.headers().firstValue("ETag")).contains(TAG);
  }

  @Test
  void headIsNotModifiedToo() {
    assertThat(origin.send("HEAD", FILE, "If-None-Match", TAG).statusCode()).isEqualTo(304);
  }

  @Test
  void ifModifiedSinceTheLastChangeIsNotModified() {
    String date = lastModified(INDEX);

    assertThat(origin.get(INDEX, "If-Modified-Since", date).statusCode()).isEqualTo(304);
  }

  @Test
  void ifModifiedSinceBeforeTheLastChangeGetsTheBytes() {
    assertThat(origin.get(INDEX, "If-Modified-Since", shifted(INDEX, -1)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void ifModifiedSinceCountsOnlyWithoutIfNoneMatch() {
    var answer = origin.get(FILE, "If-None-Match", OTHER, "If-Modified-Since", lastModified(FILE));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void ifModifiedSinceWithoutADateIsIgnored() {
    assertThat(origin.get(FILE, "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"" + PublishedObjects.DIGEST + "\"",
        "*",
        "\"a\",\"" + PublishedObjects.DIGEST + "\""
      })
  void ifMatchThatMatchesGetsTheBytes(String tags) {
    assertThat(origin.get(FILE, "If-Match", tags).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "W/\"" + PublishedObjects.DIGEST + "\"", "x"})
  void ifMatchThatDoesNotMatchStronglyFails(String tags) {
    var answer = origin.get(FILE, "If-Match", tags);

    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void ifUnmodifiedSinceTheLastChangeGetsTheBytes() {
    assertThat(origin.get(FILE, "If-Unmodified-Since", lastModified(FILE)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void ifUnmodifiedSinceBeforeTheLastChangeFails() {
    assertThat(origin.get(FILE, "If-Unmodified-Since", shifted(FILE, -1)).statusCode())
        .isEqualTo(412);
  }

  @Test
  void ifUnmodifiedSinceCountsOnlyWithoutIfMatch() {
    var answer = origin.get(FILE, "If-Match", TAG, "If-Unmodified-Since", shifted(FILE, -1));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aFailedPreconditionComesBeforeNotModified() {
    assertThat(origin.get(FILE, "If-Match", OTHER, "If-None-Match", TAG).statusCode())
        .isEqualTo(412);
  }

  @Test
  void notModifiedComesBeforeARange() {
    assertThat(origin.get(FILE, "If-None-Match", TAG, "Range", "bytes=0-1").statusCode())
        .isEqualTo(304);
  }

  @Test
  void conditionsOnWhatIsNotThereChangeNothing() {
    assertThat(origin.get("/BE/index.txt", "If-None-Match", "*").statusCode()).isEqualTo(404);
  }

  private String lastModified(String path) {
    HttpResponse<byte[]> answer = origin.get(path);
    return answer.headers().firstValue("Last-Modified").orElseThrow();
  }

  private String shifted(String path, int seconds) {
    Instant date =
        ZonedDateTime.parse(lastModified(path), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return HTTP_DATE.format(date.plusSeconds(seconds));
  }
}
