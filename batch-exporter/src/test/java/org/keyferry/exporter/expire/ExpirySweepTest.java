package org.keyferry.exporter.expire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.RecordedLog;
import org.keyferry.exporter.record.Retention;

class ExpirySweepTest {
  private static final Duration INDEX_MAX_AGE = Duration.ofMinutes(5);
  private static final String OLD = "NL/1000000-1007200-00001.zip";
  private static final String YOUNG = "NL/1007200-1014400-00001.zip";
  private static final Instant OVER = Instant.ofEpochSecond(1_007_200).plus(Duration.ofDays(14));

  private final RecordedLog recorded = new RecordedLog();
  private final List<String> forgotten = new ArrayList<>();
  private Instant now = OVER;
  private EmbeddedStore server;
  private ObjectStore store;
  private ExpirySweep sweep;

  @BeforeEach
  void publishTwoBatches(@TempDir Path directory) throws IOException {
    server = new EmbeddedStore(directory);
    store = server.objects();
    var log = recorded.log();
    var indexes = new FeedIndexes(store, log.batches());
    for (String name : List.of(OLD, YOUNG)) {
      put(name);
      indexes.add("NL", List.of(name));
    }
    recorded.append(batch(1, 1_000_000, OLD));
    recorded.append(batch(2, 1_007_200, YOUNG));
    sweep = newSweep();
  }

  private ExpirySweep newSweep() {
    InstantSource clock = () -> now;
    var log = recorded.log();
    return new ExpirySweep(
        store,
        new FeedIndexes(store, log.batches()),
        forgotten::add,
        log,
        new Retention(Duration.ofDays(14), clock),
        INDEX_MAX_AGE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Tag("G06")
  void nothingGoesBeforeItsTime() throws IOException {
    now = OVER.minusSeconds(1);
    sweep.sweep();
    assertThat(index()).isEqualTo(OLD + "\n" + YOUNG);
  }

  @Test
  void indexForgetsFirstAndTheObjectStaysWhileCachesMayShowTheOldIndex() throws IOException {
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE).minusSeconds(1);
    sweep.sweep();
    assertThat(index()).isEqualTo(YOUNG);
    assertThat(store.head("public/" + OLD)).isPresent();
    assertThat(recorded.tombstones()).isEmpty();
  }

  @Test
  @Tag("G06")
  void thenTheObjectGoesAndItsRecord() throws IOException {
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();
    assertThat(store.head("public/" + OLD)).isEmpty();
    assertThat(store.head("public/" + YOUNG)).isPresent();
    assertThat(recorded.tombstones()).containsExactly("NL/0000000001");
  }

  @Test
  void afterARestartTheWaitBeginsAnew() throws IOException {
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    newSweep().sweep();
    assertThat(store.head("public/" + OLD)).isPresent();
  }

  @Test
  void objectThatNoIndexAndNoRecordKnowsGoesToo() throws IOException {
    String orphan = "NL/1000000-1007200-00007.zip";
    put(orphan);
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();
    assertThat(store.list("public/NL/")).containsExactly("public/" + YOUNG, "public/NL/index.txt");
  }

  @Test
  void listsForgetBeforeAnythingGoes() throws IOException {
    sweep.sweep();
    assertThat(forgotten).containsExactly("NL");
  }

  @Test
  @Tag("G06")
  void dataFiltersTokensAndDaysGoToo() throws IOException {
    // 1,007,200 s are 1970-01-12T15:46:40Z.
    var over =
        List.of(
            OLD + ".tsr",
            "NL/v1/exposed/data/19700112154640.edi",
            "NL/v1/exposed/data/19700112154640.edi.tsr",
            "NL/v1/exposed/filter/19700112154640-r1.ccf",
            "NL/v1/exposed/days/1970-01-11.json",
            "NL/v1/exposed/days/1970-01-11.jws");
    var young =
        List.of(
            "NL/v1/exposed/data/19700112174640.edi",
            "NL/v1/exposed/data/24h-aaaaaaaaaaaaaaaaaaaaaa.edi",
            "NL/v1/exposed/days/1970-01-12.json",
            "NL/v1/exposed/list.json");
    for (String name : over) {
      put(name);
    }
    for (String name : young) {
      put(name);
    }
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();
    assertThat(store.list("public/NL/v1/"))
        .containsExactlyElementsOf(young.stream().map(name -> "public/" + name).toList());
    assertThat(store.head("public/" + OLD + ".tsr")).isEmpty();
  }

  @Test
  void emptyBatchLeavesNothingButATombstone() throws IOException {
    recorded.append(batch(3, 900_000));
    sweep.sweep();
    assertThat(recorded.tombstones()).containsExactly("NL/0000000003");
  }

  @Test
  void objectsOfOtherNamesAreLeftAlone() throws IOException {
    put("NL/readme.txt");
    now = OVER.plus(Duration.ofDays(100));
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();
    assertThat(store.list("public/"))
        .containsExactly("public/NL/index.txt", "public/NL/readme.txt");
  }

  @Test
  void whatPeersReadGoesInTheSameWay() throws IOException {
    putInBucket("private/" + OLD);
    indexes().in(ObjectFolder.PRIVATE).add("NL", List.of(OLD));

    sweep.sweep();
    assertThat(store.head("private/" + OLD)).isPresent();
    try (StoredObject index = store.get("private/NL/index.txt").orElseThrow()) {
      assertThat(index.bytes().readAllBytes()).isEmpty();
    }
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();

    assertThat(store.list("private/")).containsExactly("private/NL/index.txt");
  }

  @Test
  @Tag("G06")
  void batchWithARetentionOfItsOwnStaysThatLong() throws IOException {
    String name = "LONG/1000000-1007200-00001.zip";
    putInBucket("private/" + name);
    indexes().in(ObjectFolder.PRIVATE).add("LONG", List.of(name));
    recorded.append(withRetention("LONG", name, Duration.ofDays(20)));

    sweepTwice();
    assertThat(store.head("private/" + name)).isPresent();
    assertThat(recorded.tombstones()).containsExactly("NL/0000000001");

    now = Instant.ofEpochSecond(1_007_200).plus(Duration.ofDays(20));
    sweepTwice();
    assertThat(store.head("private/" + name)).isEmpty();
    assertThat(recorded.tombstones()).contains("LONG/0000000001");
  }

  @Test
  @Tag("G06")
  void batchWithAShortRetentionGoesSoonerAndOthersStay() throws IOException {
    String name = "SHORT/1000000-1007200-00001.zip";
    String orphan = "SHORT/1000000-1007200-00002.zip";
    putInBucket("private/" + name);
    putInBucket("private/" + orphan);
    indexes().in(ObjectFolder.PRIVATE).add("SHORT", List.of(name));
    recorded.append(withRetention("SHORT", name, Duration.ofHours(1)));

    now = Instant.ofEpochSecond(1_007_200).plus(Duration.ofHours(1));
    sweepTwice();

    assertThat(store.list("private/")).containsExactly("private/SHORT/index.txt");
    assertThat(recorded.tombstones()).containsExactly("SHORT/0000000001");
    assertThat(index()).isEqualTo(OLD + "\n" + YOUNG);
  }

  private void sweepTwice() throws IOException {
    sweep.sweep();
    now = now.plus(INDEX_MAX_AGE);
    sweep.sweep();
  }

  private FeedIndexes indexes() {
    return new FeedIndexes(store, recorded.log().batches());
  }

  private static PublishedBatch withRetention(String feed, String name, Duration retention) {
    return batch(1, 1_000_000, name).toBuilder()
        .setFeed(feed)
        .setAudience(BatchAudience.PEERS)
        .setRetentionSeconds(retention.toSeconds())
        .build();
  }

  private void put(String name) throws IOException {
    putInBucket("public/" + name);
  }

  private void putInBucket(String name) throws IOException {
    store.putIfAbsent(
        name, Content.of(name.getBytes(US_ASCII), "application/zip", "no-store", Map.of()));
  }

  private static PublishedBatch batch(long sequence, long start, String... names) {
    var batch =
        PublishedBatch.newBuilder()
            .setFeed("NL")
            .setSequence(sequence)
            .setWindowStartSeconds(start)
            .setWindowEndSeconds(start + 7200);
    for (String name : names) {
      batch.addObjects(PublishedObject.newBuilder().setName(name));
    }
    return batch.build();
  }

  private String index() throws IOException {
    try (StoredObject index = store.get("public/NL/index.txt").orElseThrow()) {
      return new String(index.bytes().readAllBytes(), US_ASCII);
    }
  }
}
