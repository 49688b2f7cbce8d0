package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.Stored;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** The exporter replaces what the origin holds. */
class IndexReplacementTest {
  private EmbeddedObjectStore store;
  private S3Connection connection;
  private ObjectStore objects;

  @BeforeEach
  void start(@TempDir Path directory) {
    store = EmbeddedObjectStore.start(directory);
    connection = PublishedObjects.connection(store);
    objects = connection.objects();
  }

  @AfterEach
  void close() {
    connection.close();
    store.close();
  }

  @Test
  void aReplacedIndexIsSeenByWhoHasTheOldOne() throws IOException {
    try (var origin = RunningOrigin.start(store, "--keyferry.origin.cache.index-check=0s")) {
      var first = (Stored.Written) objects.putIfAbsent("public" + INDEX, content("a"));
      String tag = origin.get(INDEX).headers().firstValue("ETag").orElseThrow();

      objects.putIfMatch("public" + INDEX, first.etag(), content("a\nb"));

      var answer = origin.get(INDEX, "If-None-Match", tag);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).asString().isEqualTo("a\nb");
    }
  }

  @Test
  void aReplacedIndexIsSeenSoonWithoutARequestToTheStoreForEachOfOurs() throws IOException {
    try (var origin = RunningOrigin.start(store)) {
      var first = (Stored.Written) objects.putIfAbsent("public" + INDEX, content("a"));
      origin.get(INDEX);
      long before = origin.storeRequests();
      for (int request = 0; request < 100; request++) {
        assertThat(origin.get(INDEX).body()).asString().isEqualTo("a");
      }
      // One look in a second at most.
      assertThat(origin.storeRequests() - before).isLessThan(20);
      objects.putIfMatch("public" + INDEX, first.etag(), content("b"));

      await().untilAsserted(() -> assertThat(origin.get(INDEX).body()).asString().isEqualTo("b"));
    }
  }

  @Test
  void whatIsCompressedIsReplacedTogetherWithWhatIsNot() throws IOException {
    try (var origin = RunningOrigin.start(store, "--keyferry.origin.cache.index-check=0s")) {
      String etag = ((Stored.Written) objects.putIfAbsent("public" + INDEX, content("0"))).etag();
      for (int version = 1; version <= 20; version++) {
        String text = String.valueOf(version);

        etag = ((Stored.Written) objects.putIfMatch("public" + INDEX, etag, content(text))).etag();

        var compressed = origin.get(INDEX, "Accept-Encoding", "gzip").body();
        assertThat(PublishedBatches.gunzip(compressed)).asString().isEqualTo(text);
        assertThat(origin.get(INDEX).body()).asString().isEqualTo(text);
      }
    }
  }

  @Test
  void anAliasThatNamesAnotherObjectIsFollowedSoon() throws IOException {
    var batches = new PublishedBatches(objects, "NL");
    batches.publish();
    String latest = "/NL/v1/exposed/data/latest";
    try (var origin = RunningOrigin.start(store)) {
      assertThat(origin.get(latest).body()).isEqualTo(PublishedBatches.data(4));

      batches.alias(
          "NL/v1/exposed/data/latest.alias",
          "NL/v1/exposed/data/" + PublishedBatches.name(2) + ".edi");

      await()
          .untilAsserted(
              () -> assertThat(origin.get(latest).body()).isEqualTo(PublishedBatches.data(2)));
    }
  }

  @Test
  void aListThatCannotBeReadTakesNoOthersFromThePage() throws IOException {
    new PublishedBatches(objects, "NL").publish();
    objects.putIfAbsent("public/BE/v1/exposed/list.json", content("no list"));
    try (var origin = RunningOrigin.start(store)) {
      origin.get("/NL/v1/exposed");
      origin.get("/BE/v1/exposed");

      assertThat(origin.get("/").body())
          .asString()
          .contains("Region NL, feed NL", "Feed BE", "Its list can't be read now");
    }
  }

  @Test
  void aFileThatWasNotThereIsFoundAsSoonAsItIs() throws IOException {
    String file = PublishedObjects.FILE;
    try (var origin = RunningOrigin.start(store)) {
      assertThat(origin.get(file).statusCode()).isEqualTo(404);

      objects.putIfAbsent("public" + file, content("zip"));

      assertThat(origin.get(file).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anAliasLeadsToNothingButObjectsOfItsFeed() throws IOException {
    objects.putIfAbsent("private/secret.edi", content("secret"));
    var batches = new PublishedBatches(objects, "NL");
    batches.publish();
    try (var origin = RunningOrigin.start(store, "--keyferry.origin.cache.index-check=0s")) {
      for (String target :
          new String[] {
            "../private/secret.edi", "BE/v1/exposed/data/202611250400.edi", "NL/index.txt", ""
          }) {
        batches.alias("NL/v1/exposed/data/24h.alias", target);

        assertThat(origin.get("/NL/v1/exposed/data/24h").statusCode()).as(target).isEqualTo(503);
      }
    }
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(US_ASCII), "text/plain", "no-store", Map.of());
  }
}
