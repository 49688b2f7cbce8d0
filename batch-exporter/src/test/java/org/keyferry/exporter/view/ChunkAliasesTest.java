package org.keyferry.exporter.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.EmbeddedStore;

/** The chunks of a feed under their numbers. */
class ChunkAliasesTest {
  private static final String KEYS = "public/NL/v1/keys/";

  private EmbeddedStore server;
  private ChunkAliases aliases;

  @BeforeEach
  void start(@TempDir Path directory) {
    server = new EmbeddedStore(directory);
    aliases = new ChunkAliases(server.objects());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static PublishedBatch batch(long sequence, long firstChunk, String... objects) {
    var batch =
        PublishedBatch.newBuilder().setFeed("NL").setSequence(sequence).setFirstChunk(firstChunk);
    for (String name : objects) {
      batch.addObjects(PublishedObject.newBuilder().setName(name));
    }
    return batch.build();
  }

  private static PublishedBatch withdrawn(PublishedBatch batch) {
    return batch.toBuilder().setWithdrawal(BatchWithdrawal.newBuilder().setBySequence(9)).build();
  }

  private static final PublishedBatch FIRST = batch(1, 1, "NL/a-1.zip", "NL/a-2.zip");
  private static final PublishedBatch EMPTY = batch(2, 3);
  private static final PublishedBatch LAST = batch(3, 4, "NL/c-1.zip");

  private NavigableMap<Long, String> refresh(
      Optional<Map<Long, String>> before, PublishedBatch... records) throws IOException {
    var chunks = ChunkAliases.chunks(List.of(records));
    aliases.refresh("NL", chunks, before);
    return chunks;
  }

  private String read(String word) throws IOException {
    try (StoredObject object = server.objects().get(KEYS + word + ".alias").orElseThrow()) {
      return object.head().metadata().get("chunk")
          + " "
          + new String(object.bytes().readAllBytes(), US_ASCII);
    }
  }

  private List<String> names() throws IOException {
    return server.objects().list(KEYS).stream().map(name -> name.substring(KEYS.length())).toList();
  }

  @Test
  void eachChunkIsAFileOrNothing() throws IOException {
    refresh(Optional.empty(), FIRST, EMPTY, LAST);
    assertThat(List.of(read("1"), read("2"), read("3"), read("4")))
        .containsExactly("1 NL/a-1.zip", "2 NL/a-2.zip", "3 ", "4 NL/c-1.zip");
    assertThat(read("first")).isEqualTo("1 NL/a-1.zip");
    assertThat(read("latest")).isEqualTo("4 NL/c-1.zip");
  }

  @Test
  void expiredChunksGoAndTheOldestIsTheFirst() throws IOException {
    var before = refresh(Optional.empty(), FIRST, EMPTY, LAST);
    refresh(Optional.of(before), EMPTY, LAST);
    assertThat(names())
        .containsExactlyInAnyOrder("3.alias", "4.alias", "first.alias", "latest.alias");
    assertThat(read("first")).isEqualTo("3 ");
  }

  @Test
  void afterARestartExpiredChunksGoToo() throws IOException {
    refresh(Optional.empty(), FIRST, EMPTY, LAST);
    refresh(Optional.empty(), LAST);
    assertThat(names()).containsExactlyInAnyOrder("4.alias", "first.alias", "latest.alias");
  }

  @Test
  void withdrawnChunksAreNothingAndTheirCorrectionIsAtTheEnd() throws IOException {
    var before = refresh(Optional.empty(), FIRST, EMPTY, LAST);
    refresh(Optional.of(before), withdrawn(FIRST), EMPTY, LAST, batch(4, 5, "NL/a-3.zip"));
    assertThat(List.of(read("1"), read("2"), read("5"), read("latest")))
        .containsExactly("1 ", "2 ", "5 NL/a-3.zip", "5 NL/a-3.zip");
  }

  @Test
  void nothingIsLeftOfAFeedThatHasNothing() throws IOException {
    var before = refresh(Optional.empty(), FIRST);
    refresh(Optional.of(before));
    assertThat(names()).isEmpty();
  }

  @Test
  void recordsOfTheFirstBuildsHaveNoChunks() {
    assertThat(ChunkAliases.chunks(List.of(batch(1, 0, "NL/a-1.zip")))).isEmpty();
  }
}
