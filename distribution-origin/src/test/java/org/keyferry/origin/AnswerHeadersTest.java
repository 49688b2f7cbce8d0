package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say of the bytes, to phones and to caches on the way. */
@ExtendWith(PublishedObjects.class)
class AnswerHeadersTest {
  private final RunningOrigin origin;

  AnswerHeadersTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @Test
  void anExportFileMayBeKeptAndNeverChanged() {
    assertThat(header(origin.get(FILE), "Cache-Control").split(", "))
        .containsExactlyInAnyOrder("max-age=86400", "public", "immutable", "no-transform");
  }

  @Test
  void anIndexIsKeptShortly() {
    assertThat(header(origin.get(INDEX), "Cache-Control").split(", "))
        .containsExactlyInAnyOrder("max-age=30", "public", "stale-while-revalidate=30");
  }

  @Test
  void theEtagOfAFileIsTheDigestOfItsBytes() {
    assertThat(header(origin.get(FILE), "ETag")).isEqualTo('"' + PublishedObjects.DIGEST + '"');
  }

  @Test
  void theEtagIsTheStoresOwnWhereNoDigestIsNoted() {
    assertThat(header(origin.get(INDEX), "ETag")).matches("\"[0-9a-f]{32}\"");
  }

  @Test
  void typesAreThoseOfTheFormatWhateverTheStoreSays() {
    assertThat(header(origin.get(FILE), "Content-Type")).isEqualTo("application/zip");
    assertThat(header(origin.get(INDEX), "Content-Type")).isEqualTo("text/plain; charset=us-ascii");
  }

  @ParameterizedTest
  @ValueSource(strings = {FILE, INDEX, "/BE/index.txt", "/elsewhere"})
  void nothingTellsTheServerOrFollowsTheClient(String path) {
    var names = origin.get(path).headers().map().keySet();

    assertThat(names)
        .isSubsetOf(
            Set.of(
                "accept-ranges",
                "access-control-allow-origin",
                "access-control-expose-headers",
                "age",
                "cache-control",
                "content-digest",
                "content-length",
                "content-type",
                "date",
                "etag",
                "last-modified",
                "repr-digest",
                "vary",
                "x-content-type-options"));
  }

  @ParameterizedTest
  @ValueSource(strings = {FILE, INDEX})
  void everythingThatACacheNeedsIsThere(String path) {
    var answer = origin.get(path);

    assertThat(answer.headers().map().keySet()).contains("date", "last-modified", "etag");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {FILE, INDEX, "/BE/index.txt", "/elsewhere"})
  void headIsGetWithoutBytes(String path) {
    var head = origin.send("HEAD", path);
    var get = origin.get(path);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(common(head)).isEqualTo(common(get));
    assertThat(head.body()).isEmpty();
  }

  /** Without what tells of the very moment, and of bytes that only one of them has. */
  private static Map<String, List<String>> common(HttpResponse<?> answer) {
    var headers = new HashMap<>(answer.headers().map());
    headers.keySet().removeAll(Set.of("date", "age", "content-digest"));
    return headers;
  }

  private static String header(HttpResponse<?> answer, String name) {
    assertThat(answer.headers().allValues(name)).hasSize(1);
    return answer.headers().firstValue(name).orElseThrow();
  }
}
