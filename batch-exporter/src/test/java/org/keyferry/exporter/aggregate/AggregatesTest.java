package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.edi.BatchFlag;
import org.keyferry.wire.edi.EdiHeader;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.feed.BatchWindow;

/** Aggregates as readers find them, made of batches that are in a store. */
class AggregatesTest {
  private static final List<String> NAMES = List.of("24h", "48h", "72h", "1w", "2w", "all");

  private FeedInStore feed;
  private FeedAggregates aggregates;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    feed = new FeedInStore(directory);
    aggregates = feed.aggregates();
  }

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  @Tag("D34")
  @Tag("D42")
  void eachIsTheUnionOfItsBatchesAndLiesInTheNextLongerOne() throws Exception {
    feed.publishTwentyDays();
    assertThat(aggregates.refresh(feed.list())).isTrue();

    Map<String, Integer> batches =
        Map.of("24h", 12, "48h", 24, "72h", 36, "1w", 84, "2w", 168, "all", 240);
    Map<ByteString, Integer> shorter = Map.of();
    for (String name : NAMES) {
      Map<ByteString, Integer> keys = feed.keys(name);
      assertThat(keys).as(name).isEqualTo(feed.union(feed.listed().subList(0, batches.get(name))));
      assertThat(keys).as(name).containsAllEntriesOf(shorter);
      shorter = keys;
    }
    EdiHeader header = feed.header("24h", new LinkedHashMap<>());
    assertThat(header.batch().flags()).containsExactly(BatchFlag.AGGREGATE);
    assertThat(header.batch().window())
        .isEqualTo(
            new BatchWindow(
                FeedInStore.end(239).minus(Duration.ofHours(24)), FeedInStore.end(239)));
  }

  @Test
  @Tag("D43")
  void listNamesEachWithItsDigestSoThatTenDaysAreOneDownload() throws Exception {
    feed.publishTwentyDays();
    aggregates.refresh(feed.list());
    Map<String, ListedAggregate> entries = aggregates.listed("NL", feed.listed());
    assertThat(entries).containsOnlyKeys(NAMES);
    ListedAggregate twoWeeks = entries.get("2w");
    assertThat(Duration.between(twoWeeks.window().start(), twoWeeks.window().end()))
        .isEqualTo(Duration.ofDays(14));
    byte[] bytes = feed.read("NL/v1/" + twoWeeks.object().uri() + ".edi");
    assertThat(twoWeeks.object().hash()).isEqualTo(ContentHash.of(bytes));
    assertThat(twoWeeks.object().bytes()).isEqualTo(bytes.length);
    assertThat(twoWeeks.count()).isEqualTo(feed.keys("2w").size());
  }

  @Test
  void sameBatchesAreTheSameAggregateWhoeverMakesIt() throws Exception {
    feed.publish(1, 1, 2, 3);
    aggregates.refresh(feed.list());
    String target = feed.target("all");
    assertThat(aggregates.refresh(feed.list())).isFalse();
    var another = feed.aggregates();
    assertThat(another.refresh(feed.list())).isFalse();
    for (String name : feed.store().list("public/NL/v1/exposed/data/all")) {
      feed.store().delete(name);
    }
    another.forget();
    another.refresh(feed.list());
    assertThat(feed.target("all")).isEqualTo(target);
  }

  @Test
  @Tag("D52")
  void correctedAndWithdrawnBatchesLeaveAllOfThemAtOnceAlsoThoseOfOnceADay() throws Exception {
    var daily = feed.aggregates(new AggregateSettings(null, 0, null, null));
    feed.publish(1, 1, 2);
    feed.publish(1, 3);
    feed.publish(1, 4);
    daily.refresh(feed.list());

    BatchName corrected = feed.listed().get(1).id().corrected();
    feed.listed().set(1, feed.batch(1, corrected, 1, 5));
    assertThat(daily.listed("NL", feed.listed())).isEmpty();
    feed.listed().set(2, feed.batch(0, feed.listed().get(2).id(), 1));
    assertThat(daily.refresh(feed.list())).isTrue();

    for (String name : NAMES) {
      assertThat(feed.keys(name).keySet())
          .as(name)
          .containsExactlyInAnyOrder(
              FeedInStore.key(4, 1).key().toByteString(),
              FeedInStore.key(5, 1).key().toByteString());
    }
    assertThat(daily.listed("NL", feed.listed())).containsOnlyKeys(NAMES);
  }

  @Test
  void largeOnesFollowOnceADayAndShortOnesEachBatch() throws Exception {
    var daily = feed.aggregates(new AggregateSettings(null, 0, null, null));
    for (int place = 0; place < 6; place++) {
      feed.publish(1, place);
    }
    daily.refresh(feed.list());
    String before = feed.target("1w");
    feed.publish(1, 100);
    daily.refresh(feed.list());
    assertThat(feed.target("1w")).isEqualTo(before);
    assertThat(feed.keys("24h")).hasSize(7);
    assertThat(daily.listed("NL", feed.listed()).get("1w").window().end())
        .isEqualTo(FeedInStore.end(5));

    for (int place = 7; place < 13; place++) {
      feed.publish(1, place + 100);
    }
    daily.refresh(feed.list());
    assertThat(feed.keys("1w")).hasSize(13);
  }

  @Test
  void tooLargeForOneObjectItIsTheListOfItsBatches() throws Exception {
    for (int place = 0; place < 14; place++) {
      feed.publish(1, place, place + 50);
    }
    var small =
        feed.aggregates(
            new AggregateSettings(null, null, null, null),
            EdiHeader.LENGTH + 24L * RecordKind.GAEN.size());
    small.refresh(feed.list());

    assertThat(feed.target("24h")).endsWith(".edi");
    assertThat(feed.target("48h")).endsWith(".json");
    String json = new String(feed.read(feed.target("48h")), US_ASCII);
    assertThat(json)
        .contains("\"aggregate\":\"48h\"", "\"count\":28")
        .containsSubsequence(
            "\"id\":\"" + feed.listed().getFirst().id(),
            "\"uri_data\":\"" + feed.listed().getLast().id());
    ListedAggregate entry = small.listed("NL", feed.listed()).get("48h");
    assertThat(entry.batches()).isEqualTo(feed.listed().stream().map(ListedBatch::id).toList());
    assertThat(entry.count()).isEqualTo(28);
  }

  @Test
  void thereIsNoneOfBatchesThatHaveNoDataOrAreNotWanted() throws Exception {
    feed.publish(1, 1);
    aggregates.refresh(feed.list());
    var some = feed.aggregates(new AggregateSettings(List.of("24h"), null, null, null));
    some.refresh(feed.list());
    assertThat(some.listed("NL", feed.listed())).containsOnlyKeys("24h");

    var window = new BatchWindow(FeedInStore.end(1).minus(FeedInStore.BUCKET), FeedInStore.end(1));
    feed.listed()
        .addFirst(
            FeedInStore.listed(BatchName.of(FeedInStore.end(1)), 1, window, 7, Optional.empty()));
    assertThat(some.refresh(feed.list())).isTrue();
    assertThat(
            feed.store().list("public/NL/v1/exposed/data/").stream()
                .filter(n -> n.endsWith(".alias")))
        .isEmpty();
  }

  @Test
  void batchThatIsNotTheOneThatTheListNamesMakesNoAggregate() throws Exception {
    ListedBatch batch = feed.publish(1, 1);
    String name = "public/" + DocumentNames.data("NL", batch.id());
    feed.store().delete(name);
    assertThatThrownBy(() -> aggregates.refresh(feed.list())).hasMessageContaining("no object");
    feed.store().putIfAbsent(name, Content.of(new byte[9], "text/plain", "no-store", Map.of()));
    assertThatThrownBy(() -> aggregates.refresh(feed.list())).hasMessageContaining("not the one");
    assertThat(feed.store().list("public/NL/v1/exposed/data/")).containsExactly(name);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new AggregateSettings(List.of("3d"), null, null, null))
        .hasMessageContaining("keyferry.aggregates.windows");
    assertThatThrownBy(() -> new AggregateSettings(null, null, 513, null))
        .hasMessageContaining("largest-mebibytes");
    assertThatThrownBy(() -> new AggregateSettings(null, null, null, Duration.ofMinutes(5)))
        .hasMessageContaining("kept");
  }
}
