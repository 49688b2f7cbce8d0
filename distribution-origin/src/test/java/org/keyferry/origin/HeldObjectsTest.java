package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** What the origin holds, so that the store is asked seldom and may be away. */
class HeldObjectsTest {
  private static final String LATEST = "/NL/v1/exposed/data/latest";

  @TempDir Path directory;
  private EmbeddedObjectStore store;

  @BeforeEach
  void publish() throws IOException {
    store = EmbeddedObjectStore.start(directory.resolve("store"));
    PublishedObjects.publish(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  @Tag("D21")
  void manyWhoAskForOneObjectCostTheStoreOneRequest() throws Exception {
    try (var origin = start()) {
      ask(origin, 500, () -> origin.get(FILE).body().length == 300_000);

      assertThat(origin.storeRequests()).isEqualTo(1);
    }
  }

  @Test
  @Tag("D20")
  void whatIsNotModifiedCostsTheStoreNothing() throws Exception {
    try (var origin =
        start("--keyferry.origin.cache.index-check=1m", "--keyferry.origin.index-max-age=1h")) {
      String tag = origin.get(INDEX).headers().firstValue("ETag").orElseThrow();
      long before = origin.storeRequests();

      ask(origin, 500, () -> origin.get(INDEX, "If-None-Match", tag).statusCode() == 304);

      assertThat(origin.storeRequests()).isEqualTo(before);
    }
  }

  @Test
  void whileTheStoreIsAwayTheLastKnownIndexIsGivenOutAndSaysSo() throws Exception {
    try (var origin = start()) {
      byte[] index = origin.get(INDEX).body();
      byte[] newest = origin.get(LATEST).body();
      store.close();

      await()
          .untilAsserted(() ->
              assertThat(origin.get(INDEX).headers().firstValue("Cache-Status"))
                  .contains("keyferry-origin; fwd=stale; detail=store-away"));
      var answer = origin.get(INDEX);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(index);
      long age = Long.parseLong(answer.headers().firstValue("Age").orElseThrow());
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
          .isEqualTo("max-age=" + (age + 10) + ", public");
      assertThat(origin.get(LATEST).body()).isEqualTo(newest);
      assertThat(origin.metric("keyferry.origin.answers.stale")).isPositive();
    }
  }

  @Test
  void aStaleIndexIsGivenOutNoLongerThanIsSet() throws Exception {
    try (var origin = start("--keyferry.origin.cache.stale-for=0s")) {
      origin.get(INDEX);
      store.close();

      await().until(() -> origin.get(INDEX).statusCode() == 503);
    }
  }

  @Test
  void objectsGoFromTheDiskWithTheProcess() throws Exception {
    Path held = directory.resolve("held");
    try (var origin = start("--keyferry.origin.cache.directory=" + held)) {
      origin.get(FILE);
      assertThat(whole(held)).hasSize(1);
    }
    assertThat(files(held)).isEmpty();
  }

  @Test
  void aFileThatSomebodyElseRemovedIsFetchedAnew() throws Exception {
    Path held = directory.resolve("held");
    try (var origin = start("--keyferry.origin.cache.directory=" + held)) {
      assertThat(origin.send("HEAD", FILE).statusCode()).isEqualTo(200);
      await().until(() -> !whole(held).isEmpty());
      Files.delete(whole(held).getFirst());

      await().until(() -> origin.get(FILE).statusCode() == 200);

      assertThat(origin.get(FILE).body()).isEqualTo(PublishedObjects.ZIP);
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path held = directory.resolve("held");
    Path left = held.resolve("keyferry-origin-left");
    Files.createDirectories(left);
    Files.write(left.resolve("1"), new byte[] {1});
    Files.createFile(held.resolve("keyferry-origin-left.lock"));
    try (var origin = start("--keyferry.origin.cache.directory=" + held)) {
      assertThat(origin.get(FILE).statusCode()).isEqualTo(200);
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void anObjectThatIsNotWhatWasNotedIsNotGivenOutWhole() throws Exception {
    try (var connection = PublishedObjects.connection(store)) {
      var wrong =
          Content.of(
              new byte[] {1},
              "application/zip",
              "no-store",
              Map.of("sha256", PublishedObjects.DIGEST));
      connection.objects().putIfAbsent("public/NL/1-2-00001.zip", wrong);
    }
    try (var origin = start()) {
      assertThat(origin.get("/NL/1-2-00001.zip").statusCode()).isEqualTo(503);
    }
  }

  private RunningOrigin start(String... settings) {
    return RunningOrigin.start(store, settings);
  }

  private static void ask(RunningOrigin origin, int many, Callable<Boolean> question)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(List.copyOf(Collections.nCopies(many, question)))) {
        assertThat(each.get()).isTrue();
      }
    }
    // An answer counts when it is sent, which its client may know a moment before.
    await().until(() -> origin.requests() >= many);
  }

  private static List<Path> whole(Path directory) throws IOException {
    return files(directory).stream()
        .filter(file -> file.toFile().length() == PublishedObjects.ZIP.length)
        .toList();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
