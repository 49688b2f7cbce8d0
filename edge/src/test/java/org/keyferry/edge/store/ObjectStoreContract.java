package org.keyferry.edge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store must do, whoever made it. */
interface ObjectStoreContract {

  /** The store under test, its conditions in the form that the probe found. */
  ObjectStore store();

  /** A name that no other test uses. */
  default String freshName() {
    return "contract/" + Long.toHexString(RandomGenerator.getDefault().nextLong());
  }

  @Test
  default void returnsWhatWasStored() throws IOException {
    String name = freshName();
    Content content = text("payload");
    assertThat(store().putIfAbsent(name, content)).isInstanceOf(Stored.Written.class);
    try (StoredObject found = store().get(name).orElseThrow()) {
      assertThat(found.bytes()).hasBinaryContent("payload".getBytes(UTF_8));
      assertThat(found.head().size()).isEqualTo(7);
      assertThat(found.head().contentType()).isEqualTo("text/plain");
      assertThat(found.head().cacheControl()).isEqualTo("public, max-age=60");
      assertThat(found.head().metadata()).containsEntry("generation", "7");
    }
  }

  @Test
  default void headTellsTheSameAsGet() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("payload"));
    try (StoredObject found = store().get(name).orElseThrow()) {
      assertThat(store().head(name)).contains(found.head());
    }
  }

  @Test
  default void writtenEtagIsTheOneThatIsRead() throws IOException {
    String name = freshName();
    Stored stored = store().putIfAbsent(name, text("payload"));
    assertThat(stored).isEqualTo(new Stored.Written(store().head(name).orElseThrow().etag()));
  }

  @Test
  default void partOfAnObjectHasTheSizeOfTheWhole() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("payload"));
    try (StoredObject part = store().get(name, 3, 2).orElseThrow()) {
      assertThat(part.bytes()).hasBinaryContent("lo".getBytes(UTF_8));
      assertThat(part.head().size()).isEqualTo(7);
    }
  }

  @Test
  default void fileOfManyPartsIsStoredAtOnce(@TempDir Path directory) throws IOException {
    byte[] bytes = new byte[12_000_000];
    RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);
    Path file = Files.write(directory.resolve("large"), bytes);
    String name = freshName();
    store().putIfAbsent(name, Content.of(file, "application/zip", "no-store", Map.of()));
    try (StoredObject found = store().get(name).orElseThrow()) {
      assertThat(found.bytes()).hasBinaryContent(bytes);
    }
  }

  @Test
  default void missingObjectIsEmpty() throws IOException {
    assertThat(store().get(freshName())).isEmpty();
    assertThat(store().get(freshName(), 0, 1)).isEmpty();
    assertThat(store().head(freshName())).isEmpty();
  }

  @Test
  default void secondWriterIsRefusedAndFirstContentStays() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("first"));
    assertThat(store().putIfAbsent(name, text("second"))).isEqualTo(new Stored.Refused());
    assertThat(content(name)).isEqualTo("first");
  }

  @Test
  default void oneOfManyRacingWritersWins() throws Exception {
    String name = freshName();
    var writers = new ArrayList<Callable<Stored>>();
    for (int i = 0; i < 8; i++) {
      Content content = text("writer " + i);
      writers.add(() -> putUntilDecided(name, content));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Stored> ends = new ArrayList<>();
      for (Future<Stored> end : threads.invokeAll(writers)) {
        ends.add(end.get());
      }
      assertThat(ends).filteredOn(Stored.Written.class::isInstance).hasSize(1);
    }
  }

  /** A race may end in a conflict that says nothing; then the write is tried again. */
  private Stored putUntilDecided(String name, Content content) {
    for (int attempt = 1; ; attempt++) {
      try {
        return store().putIfAbsent(name, content);
      } catch (IOException e) {
        assertThat(attempt).as("attempts until decided, last: %s", e).isLessThan(10);
      }
    }
  }

  @Test
  default void objectIsReplacedWhileItsEtagMatches() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("first"));
    String etag = store().head(name).orElseThrow().etag();
    assertThat(store().putIfMatch(name, etag, text("second"))).isInstanceOf(Stored.Written.class);
    assertThat(content(name)).isEqualTo("second");
  }

  @Test
  default void staleEtagIsRefusedAndContentStays() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("first"));
    String stale = store().head(name).orElseThrow().etag();
    store().putIfMatch(name, stale, text("second"));
    assertThat(store().putIfMatch(name, stale, text("third"))).isEqualTo(new Stored.Refused());
    assertThat(content(name)).isEqualTo("second");
  }

  @Test
  default void replacingAMissingObjectIsRefused() throws IOException {
    String name = freshName();
    Stored stored = store().putIfMatch(name, "d41d8cd98f00b204e9800998ecf8427e", text("any"));
    assertThat(stored).isEqualTo(new Stored.Refused());
    assertThat(store().head(name)).isEmpty();
  }

  @Test
  default void namesUnderAPrefixAreListedAscending() throws IOException {
    String prefix = freshName() + "/";
    for (String name : List.of("b", "a/2", "a/1")) {
      store().putIfAbsent(prefix + name, text(name));
    }
    assertThat(store().list(prefix)).containsExactly(prefix + "a/1", prefix + "a/2", prefix + "b");
  }

  @Test
  default void deletedObjectIsGone() throws IOException {
    String name = freshName();
    store().putIfAbsent(name, text("payload"));
    store().delete(name);
    assertThat(store().head(name)).isEmpty();
  }

  @Test
  default void deletingAMissingObjectIsNoError() throws IOException {
    String name = freshName();
    store().delete(name);
    assertThat(store().head(name)).isEmpty();
  }

  private String content(String name) throws IOException {
    try (StoredObject found = store().get(name).orElseThrow()) {
      return new String(found.bytes().readAllBytes(), UTF_8);
    }
  }

  private static Content text(String text) {
    return Content.of(
        text.getBytes(UTF_8), "text/plain", "public, max-age=60", Map.of("generation", "7"));
  }
}
