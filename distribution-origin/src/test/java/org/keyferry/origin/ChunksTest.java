package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedBatches.NEWEST_CHUNK;
import static org.keyferry.origin.PublishedBatches.OLDEST_CHUNK;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Export files by numbers. */
@Tag("V29")
@ExtendWith(PublishedObjects.class)
class ChunksTest {
  private final RunningOrigin origin;

  ChunksTest(RunningOrigin origin) {
    this.origin = origin;
  }

  @Test
  void readerWhoBeginsAtTheOldestComesToTheNewestAndIsToldToComeAgain() {
    var sizes = new ArrayList<Integer>();
    HttpResponse<byte[]> answer = origin.get("/v1/keys");
    while (answer.statusCode() == 200) {
      sizes.add(answer.body().length);
      answer = origin.get("/v1/keys/" + (number(answer, "Last-Batch-ID").orElseThrow() + 1));
    }

    int file = PublishedObjects.ZIP.length;
    assertThat(sizes).containsExactly(file, 0, file);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(number(answer, "Retry-After").orElseThrow()).isPositive();
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void eachChunkTellsItsNumberAlsoToWhoHasItAndWhoAsksForItsHead() {
    for (long number = OLDEST_CHUNK; number <= NEWEST_CHUNK; number++) {
      String path = "/v1/keys/" + number;
      String etag = origin.get(path).headers().firstValue("ETag").orElseThrow();
      var again = origin.get(path, "If-None-Match", etag);

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(number(again, "Last-Batch-ID")).contains(number);
      assertThat(number(origin.send("HEAD", path), "Last-Batch-ID")).contains(number);
    }
  }

  @Test
  void chunkThatHasExpiredIsGoneAndTheOldestIsNamed() {
    for (long number = 1; number < OLDEST_CHUNK; number++) {
      var answer = origin.get("/v1/keys/" + number);

      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(number(answer, "Oldest-Batch-ID")).contains(OLDEST_CHUNK);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void feedThatHasNoChunkYetIsToBeAskedAgainAndOneThatNobodyKnowsIsNot() {
    for (String path : new String[] {"/v1/keys", "/v1/keys/1"}) {
      var empty = origin.get("/" + PublishedObjects.EMPTY_FEED + path);
      assertThat(empty.statusCode()).isEqualTo(404);
      assertThat(number(empty, "Retry-After").orElseThrow()).isPositive();

      var unknown = origin.get("/BE" + path);
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(number(unknown, "Retry-After")).isEmpty();
    }
  }

  private static Optional<Long> number(HttpResponse<?> answer, String header) {
    return answer.headers().firstValue(header).map(Long::valueOf);
  }
}
