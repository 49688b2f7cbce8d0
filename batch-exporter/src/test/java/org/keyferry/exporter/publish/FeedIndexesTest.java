package org.keyferry.exporter.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.exporter.record.PublishedBatches;

class FeedIndexesTest {
  private static final String INDEX = "public/NL/index.txt";
  private final PublishedBatches published = new PublishedBatches();
  private EmbeddedStore server;
  private ObjectStore store;
  private FeedIndexes indexes;

  @BeforeEach
  void start(@TempDir Path directory) {
    server = new EmbeddedStore(directory);
    store = server.objects();
    indexes = new FeedIndexes(store, published);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void firstChangeMakesTheIndex() throws IOException {
    indexes.add("NL", List.of("NL/2.zip", "NL/1.zip"));
    assertThat(text()).isEqualTo("NL/1.zip\nNL/2.zip");
  }

  @Test
  void addingNothingMakesAnEmptyIndex() throws IOException {
    indexes.add("NL", List.of());
    assertThat(text()).isEmpty();
  }

  @Test
  void eachChangeHasAHigherGeneration() throws IOException {
    indexes.add("NL", List.of("NL/1.zip"));
    indexes.add("NL", List.of("NL/2.zip"));
    assertThat(store.head(INDEX).orElseThrow().metadata()).containsEntry("generation", "2");
  }

  @Test
  void addingWhatIsThereChangesNothing() throws IOException {
    indexes.add("NL", List.of("NL/1.zip", "NL/2.zip"));
    var before = store.head(INDEX);
    indexes.add("NL", List.of("NL/1.zip"));
    assertThat(store.head(INDEX)).isEqualTo(before);
  }

  @Test
  void removedNamesAreGoneAndOthersStay() throws IOException {
    indexes.add("NL", List.of("NL/1.zip", "NL/2.zip"));
    indexes.removeIf("NL", name -> name.contains("1"));
    assertThat(text()).isEqualTo("NL/2.zip");
  }

  @Test
  void removingFromAMissingIndexMakesNone() throws IOException {
    indexes.removeIf("NL", name -> true);
    assertThat(store.head(INDEX)).isEmpty();
  }

  @Test
  void racingWritersLoseNothing() throws Exception {
    var writers = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 6; i++) {
      String name = "NL/" + i + ".zip";
      writers.add(() -> {
        new FeedIndexes(store, published).add("NL", List.of(name));
        return null;
      });
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }
    assertThat(text()).isEqualTo("NL/0.zip\nNL/1.zip\nNL/2.zip\nNL/3.zip\nNL/4.zip\nNL/5.zip");
    assertThat(store.head(INDEX).orElseThrow().metadata()).containsEntry("generation", "6");
  }

  @Test
  void lostIndexIsMadeAnewOfWhatWasPublishedAndIsStillThere() throws IOException {
    published.put(recorded("NL/1.zip", "NL/2.zip"));
    store.putIfAbsent(
        "public/NL/2.zip", Content.of(new byte[1], "application/zip", "no-store", Map.of()));
    indexes.add("NL", List.of("NL/3.zip"));
    assertThat(text()).isEqualTo("NL/2.zip\nNL/3.zip");
  }

  @Test
  void indexOfOtherOriginIsNotReplaced() throws IOException {
    store.putIfAbsent(
        INDEX, Content.of("<html>".getBytes(US_ASCII), "text/html", "no-store", Map.of()));
    assertThatIOException()
        .isThrownBy(() -> indexes.add("NL", List.of("NL/1.zip")))
        .withMessageContaining(INDEX);
    assertThat(text()).isEqualTo("<html>");
  }

  private static PublishedBatch recorded(String... names) {
    var batch = PublishedBatch.newBuilder().setFeed("NL").setSequence(1);
    for (String name : names) {
      batch.addObjects(PublishedObject.newBuilder().setName(name));
    }
    return batch.build();
  }

  private String text() throws IOException {
    try (StoredObject index = store.get(INDEX).orElseThrow()) {
      return new String(index.bytes().readAllBytes(), US_ASCII);
    }
  }
}
