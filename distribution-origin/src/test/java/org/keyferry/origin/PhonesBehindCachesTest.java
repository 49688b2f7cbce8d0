package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.Stored;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** What reaches the origin while few or many phones fetch everything through a CDN. */
@Tag("N01")
class PhonesBehindCachesTest {
  private static final String INDEX = "/NL/index.txt";
  private static final int FEW = 10;
  private static final int MANY = 2000;

  private EmbeddedObjectStore store;
  private S3Connection connection;

  @BeforeEach
  void publish(@TempDir Path directory) throws IOException {
    store = EmbeddedObjectStore.start(directory);
    connection = PublishedObjects.connection(store);
    connection.objects().putIfAbsent("public" + INDEX, index(1, 2, 3));
    for (int number = 1; number <= 4; number++) {
      connection.objects().putIfAbsent("public/" + name(number), content(new byte[100_000]));
    }
  }

  @AfterEach
  void close() {
    connection.close();
    store.close();
  }

  @Test
  void originIsAskedOnceForEachObjectHoweverManyPhonesFetchIt() throws Exception {
    assertThat(requests(FEW)).isEqualTo(4);
    assertThat(requests(MANY)).isEqualTo(4);
  }

  @Test
  void phonesThatPollCostOneSmallRequestForEachAgeOfTheIndexHoweverManyTheyAre() throws Exception {
    var age = Duration.ofSeconds(1);
    try (var origin =
            RunningOrigin.start(
                store,
                "--keyferry.origin.index-max-age=" + age,
                "--keyferry.origin.index-stale-while-revalidate=0s");
        var edge = new CachingEdge(origin.uri("/"))) {
      edge.get(INDEX);
      Instant begin = Instant.now();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            phones(MANY, () -> edge.get(INDEX).length > 0);
            return Duration.between(begin, Instant.now()).compareTo(age.multipliedBy(3)) > 0;
          });

      long ages = Duration.between(begin, Instant.now()).dividedBy(age);
      assertThat(origin.requests()).isBetween(3L, ages + 2);
    }
  }

  @Test
  void newBatchCostsItsIndexAndItsFileOnce() throws Exception {
    try (var origin =
            RunningOrigin.start(
                store,
                "--keyferry.origin.index-max-age=1s",
                "--keyferry.origin.index-stale-while-revalidate=0s");
        var edge = new CachingEdge(origin.uri("/"))) {
      phones(MANY, () -> fetched(edge) >= 3);
      long before = origin.requests();
      replaceIndex();

      await().atMost(Duration.ofSeconds(20)).until(() -> fetched(edge) == 4);
      phones(MANY, () -> edge.get("/" + name(4)).length == 100_000);

      // The file once; the index each second until it was seen.
      assertThat(origin.requests() - before).isBetween(2L, 22L);
      assertThat(filesAskedFor(edge, origin)).isZero();
    }
  }

  private void replaceIndex() throws IOException {
    String tag = connection.objects().head("public" + INDEX).orElseThrow().etag();
    assertThat(connection.objects().putIfMatch("public" + INDEX, tag, index(1, 2, 3, 4)))
        .isInstanceOf(Stored.Written.class);
  }

  /** What reaches the origin when all phones fetch the files once more. */
  private static long filesAskedFor(CachingEdge edge, RunningOrigin origin) throws Exception {
    long before = origin.requests();
    phones(MANY, () -> edge.get("/" + name(1)).length + edge.get("/" + name(4)).length == 200_000);
    return origin.requests() - before;
  }

  /** What reaches a new origin through a new edge while so many phones fetch everything. */
  private long requests(int phones) throws Exception {
    try (var origin = RunningOrigin.start(store);
        var edge = new CachingEdge(origin.uri("/"))) {
      phones(phones, () -> fetched(edge) >= 3);
      return origin.requests();
    }
  }

  /** A phone that has nothing yet; how many files it found. */
  private static int fetched(CachingEdge edge) {
    var names = new String(edge.get(INDEX), US_ASCII).lines().toList();
    names.forEach(name -> assertThat(edge.get("/" + name)).hasSize(100_000));
    return names.size();
  }

  private static void phones(int many, Callable<Boolean> phone) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(List.copyOf(Collections.nCopies(many, phone)))) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private static String name(int number) {
    return "NL/1234560000-1234567200-0000" + number + ".zip";
  }

  private static Content index(int... numbers) {
    var names = IntStream.of(numbers).mapToObj(PhonesBehindCachesTest::name).toList();
    return content(String.join("\n", names).getBytes(US_ASCII));
  }

  private static Content content(byte[] bytes) {
    return Content.of(bytes, "application/octet-stream", "no-store", Map.of());
  }
}
