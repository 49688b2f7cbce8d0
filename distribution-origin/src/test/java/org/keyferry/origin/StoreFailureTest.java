package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.testsupport.FaultyLink;

/** The store goes away and comes back. */
class StoreFailureTest {
  private static final String READINESS = "/actuator/health/readiness";

  @TempDir Path directory;

  @Test
  void aStoreThatIsAwayIsTriedAgainLater() throws IOException {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    put(store, INDEX, new byte[] {1});
    try (var origin = RunningOrigin.start(store)) {
      store.close();

      var answer = origin.get(INDEX);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("10");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void readinessFollowsTheStore() {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    try (var origin = RunningOrigin.start(store)) {
      assertThat(origin.get(READINESS).statusCode()).isEqualTo(200);
      store.close();
      await().until(() -> origin.get(READINESS).statusCode() == 503);
      assertThat(origin.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

      try (var _ = EmbeddedObjectStore.start(directory, store.port())) {
        await().until(() -> origin.get(READINESS).statusCode() == 200);
      }
    }
  }

  @Test
  void aStoreThatHangsIsWaitedForOnceAndNotByEachRequest() throws Exception {
    var patience = Duration.ofSeconds(5);
    try (var store = EmbeddedObjectStore.start(directory);
        var link = new FaultyLink(store.port());
        var origin =
            RunningOrigin.start(
                link.endpoint(),
                "--keyferry.origin.cache.index-check=1s",
                "--keyferry.origin.cache.store-patience=" + patience.toSeconds() + "s")) {
      put(store, INDEX, new byte[] {1});
      assertThat(origin.get(INDEX).statusCode()).isEqualTo(200);
      link.decide(_ -> FaultyLink.Fate.WAITS);
      await().until(() -> isStale(origin));
      Instant start = Instant.now();
      await().pollInterval(Duration.ofMillis(1100)).until(() -> isStale(origin));
      await().pollInterval(Duration.ofMillis(1100)).until(() -> isStale(origin));
      assertThat(Duration.between(start, Instant.now())).isLessThan(patience);
      assertThat(origin.get(READINESS).statusCode()).isEqualTo(503);

      link.letGo();
      await().until(() -> !isStale(origin));
    }
  }

  private static boolean isStale(RunningOrigin origin) {
    var answer = origin.get(INDEX);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("Cache-Status").isPresent();
  }

  @Test
  void startingWithoutTheStoreIsNoFailureButNotReady() {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    store.close();
    try (var origin = RunningOrigin.start(store)) {
      assertThat(origin.get(READINESS).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void wrongCredentialsAreNotReady() {
    try (var store = EmbeddedObjectStore.start(directory);
        var origin = RunningOrigin.start(store, "--keyferry.s3.secret-key=wrong")) {
      assertThat(origin.get(READINESS).statusCode()).isEqualTo(503);
      assertThat(origin.get(INDEX).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aTransferThatBreaksOffIsNotTakenForWhole() throws Exception {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    put(store, FILE, new byte[64 * 1024 * 1024]);
    try (var origin = RunningOrigin.start(store, "--keyferry.origin.cache.disk-mebibytes=0");
        var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(origin.uri(FILE)).build(), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        assertThat(body.readNBytes(1000)).hasSize(1000);
        store.close();

        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }

  private static void put(EmbeddedObjectStore store, String path, byte[] bytes) throws IOException {
    try (var connection = PublishedObjects.connection(store)) {
      connection
          .objects()
          .putIfAbsent("public" + path, Content.of(bytes, "text/plain", "no-store", Map.of()));
    }
  }
}
