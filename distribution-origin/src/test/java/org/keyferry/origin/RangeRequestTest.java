package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;
import static org.keyferry.origin.PublishedObjects.ZIP;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 14. */
@ExtendWith(PublishedObjects.class)
class RangeRequestTest {
  private static final String TAG = '"' + PublishedObjects.DIGEST + '"';

  private final RunningOrigin origin;

  RangeRequestTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99999, 0, 99999",
    "bytes=100000-, 100000, 299999",
    "bytes=299999-299999, 299999, 299999",
    "bytes=299990-400000, 299990, 299999",
    "bytes=-10, 299990, 299999",
    "bytes=-400000, 0, 299999",
    "bytes=0-, 0, 299999"
  })
  void aRangeGetsItsBytesAndNoOthers(String range, int first, int last) {
    var answer = origin.get(FILE, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(ZIP, first, last + 1));
    assertThat(answer.headers().firstValue("Content-Range"))
        .contains("bytes " + first + "-" + last + "/300000");
    assertThat(answer.headers().firstValue("Content-Length"))
        .contains(String.valueOf(last - first + 1));
    assertThat(answer.headers().firstValue("ETag")).contains(TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300000-", "bytes=300000-300001", "bytes=-0"})
  void aRangeWithoutAByteIsNotSatisfiable(String range) {
    var answer = origin.get(FILE, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */300000");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void noRangeOfAnEmptyIndexIsSatisfiable() {
    var answer = origin.get(PublishedObjects.EMPTY_INDEX, "Range", "bytes=0-");

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=a-b",
        "bytes=",
        "bytes=--1",
        "items=0-1",
        "bytes=0-99999999999999999999"
      })
  void aRangeThatIsNotUnderstoodGetsAllBytes(String range) {
    var answer = origin.get(FILE, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ZIP);
  }

  @Test
  void headIgnoresRanges() {
    var answer = origin.send("HEAD", FILE, "Range", "bytes=0-1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
  }

  @Test
  void ifRangeWithTheEtagGetsTheRange() {
    var answer = origin.get(FILE, "Range", "bytes=0-1", "If-Range", TAG);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"other\"",
        "W/\"" + PublishedObjects.DIGEST + "\"",
        "Thu, 01 Jan 2009 00:00:00 GMT",
        "x"
      })
  void ifRangeWithAnythingElseGetsAllBytes(String condition) {
    var answer = origin.get(FILE, "Range", "bytes=0-1", "If-Range", condition);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ZIP);
  }

  @Test
  void ifRangeWithTheDateOfAFileGetsTheRange() {
    String date = origin.get(FILE).headers().firstValue("Last-Modified").orElseThrow();

    assertThat(origin.get(FILE, "Range", "bytes=0-1", "If-Range", date).statusCode())
        .isEqualTo(206);
  }

  @Test
  void ifRangeWithTheDateOfAnIndexGetsAllBytes() {
    String date = origin.get(INDEX).headers().firstValue("Last-Modified").orElseThrow();

    assertThat(origin.get(INDEX, "Range", "bytes=0-1", "If-Range", date).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFailedIfRangeBeatsARangeThatIsNotSatisfiable() {
    assertThat(origin.get(FILE, "Range", "bytes=300000-", "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
  }
}
