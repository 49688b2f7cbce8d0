package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.ReportType;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.filter.GaenItems;
import org.keyferry.wire.filter.ItemConsumer;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.springframework.context.ConfigurableApplicationContext;

/** The lists that phones read; each test has a feed of its own. Windows begin in the year 2050. */
class ListsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final LocalDate FIRST_DAY = LocalDate.of(2050, 1, 1);
  private static Outside outside;
  private static PhoneSide phone;
  private static ConfigurableApplicationContext app;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    ExporterUnderTest exporter =
        outside.exporter(
            "--keyferry.exporter.index-max-age=1s",
            "--keyferry.exporter.sweep-interval=1s",
            "--keyferry.exporter.lists.filter.most-items=100000",
            // Lists are issued once more when aggregates are made.
            "--keyferry.aggregates.windows=");
    app = ExporterApplication.start(exporter.arguments());
    phone = new PhoneSide(outside.objects(), exporter.publicKey());
  }

  @AfterAll
  static void stop() {
    app.close();
    outside.close();
  }

  private static SealedBatchRecords publish(String feed, long sequence, int keys) throws Exception {
    var batch = SealedBatchRecords.of(feed, sequence, keys, keys == 0 ? 0 : 1);
    outside.send(batch);
    awaitRecord(feed, sequence);
    return batch;
  }

  private static PublishedBatch awaitRecord(String feed, long sequence) {
    var batches = app.getBean(PublishedBatches.class);
    var id = new BatchId(feed, sequence);
    await().atMost(PATIENCE).until(() -> batches.find(id).isPresent());
    return batches.find(id).orElseThrow();
  }

  private static void give(String feed, byte[] command, long number) throws Exception {
    outside.send(feed, List.of(command));
    assertThat(awaitRecord(feed, number).getOutcome().getRefusal()).isEmpty();
  }

  @Test
  @Tag("D26")
  @Tag("D32")
  void listHasAllWindowsNewestFirstEmptyOnesToo() throws Exception {
    var first = publish("ORDER", 1, 40);
    publish("ORDER", 2, 0);
    var third = publish("ORDER", 3, 30);

    BatchListing list = phone.list("ORDER");
    assertThat(list.batches())
        .extracting(batch -> batch.id().toString())
        .containsExactly("205001010600", "205001010400", "205001010200");
    assertThat(list.batches()).extracting(ListedBatch::count).containsExactly(30L, 0L, 40L);
    assertThat(list.batches().get(1).data()).isEmpty();
    assertThat(phone.keys("ORDER", list.batches().getLast())).isEqualTo(first.keys());
    assertThat(phone.keys("ORDER", list.batches().getFirst())).isEqualTo(third.keys());
    assertThat(list.batches().getFirst().data().orElseThrow().uri())
        .isEqualTo("exposed/data/205001010600");
    assertThat(list.polling().nextPollSeconds()).isEqualTo(7200);
    phone.assertSameRepresentations("ORDER");
  }

  @Test
  @Tag("D24")
  void eachDocumentNamesTheOneBeforeIt() throws Exception {
    publish("CHAIN", 1, 10);
    BatchListing first = phone.list("CHAIN");
    byte[] bytes = phone.read(DocumentNames.json(DocumentNames.list("CHAIN")));
    publish("CHAIN", 2, 10);
    BatchListing second = phone.list("CHAIN");

    assertThat(first.head().previous()).isEmpty();
    assertThat(second.head().sequence()).isEqualTo(first.head().sequence() + 1);
    assertThat(second.head().previous()).contains(ContentHash.of(bytes));
    assertThat(second.head().expiresAt())
        .isEqualTo(second.head().issuedAt().plus(Duration.ofHours(24)));
  }

  @Test
  @Tag("D24")
  void twinOfTheIndexHasTheHashesOfItsFiles() throws Exception {
    publish("TWIN", 1, 10);
    publish("TWIN", 2, 10);

    var twin = phone.twin("TWIN");
    assertThat(twin.indexHash()).isEqualTo(ContentHash.of(phone.read("TWIN/index.txt")));
    assertThat(twin.files()).extracting(ListedFile::name).isEqualTo(outside.names("TWIN"));
    for (ListedFile file : twin.files()) {
      assertThat(file.hash()).isEqualTo(ContentHash.of(phone.read(file.name())));
    }
    assertThat(twin.files().getLast().batch()).hasToString("205001010400");
  }

  @Test
  void daysHaveTheirBatchesAndNameTheNextDay() throws Exception {
    for (int sequence = 11; sequence <= 14; sequence++) {
      publish("DAYS", sequence, 5);
    }
    BatchListing first = phone.day("DAYS", FIRST_DAY);
    BatchListing second = phone.day("DAYS", FIRST_DAY.plusDays(1));

    assertThat(first.batches())
        .extracting(batch -> batch.id().toString())
        .containsExactly("205001020000", "205001012200");
    assertThat(first.day().orElseThrow().next()).contains(FIRST_DAY.plusDays(1));
    assertThat(first.batches().getFirst().data().orElseThrow().uri())
        .isEqualTo("data/205001020000");
    assertThat(second.batches()).hasSize(2);
    assertThat(second.day().orElseThrow().next()).isEmpty();
  }

  @Test
  @Tag("D40")
  void walkFromTheLatestReachesTheOldest() throws Exception {
    publish("WALK", 1, 5);
    publish("WALK", 2, 5);
    publish("WALK", 3, 0);
    publish("WALK", 4, 5);
    BatchListing list = phone.list("WALK");

    var walked = new ArrayList<String>();
    String target = phone.target(DocumentNames.latestData("WALK"));
    Optional<ListedBatch> next =
        list.batches().stream()
            .filter(batch -> target.equals(DocumentNames.data("WALK", batch.id())))
            .findFirst();
    while (next.isPresent()) {
      walked.add(next.get().id().toString());
      String previous = phone.metadata("WALK", next.get()).get("previous");
      next = previous == null ? Optional.empty() : list.find(BatchName.parse(previous));
    }
    assertThat(walked).containsExactly("205001010800", "205001010400", "205001010200");
  }

  @Test
  void filterHasWhatTheKeysBroadcast() throws Exception {
    var batch = publish("FILTER", 1, 20);
    ListedBatch listed = phone.list("FILTER").batches().getFirst();
    ExposureFilter filter = phone.filter("FILTER", listed);

    for (BatchKey key : batch.keys()) {
      forEachItem(key, item -> assertThat(filter.mightContain(item)).isTrue());
    }
    assertThat(filter.mightContain(new byte[32])).isFalse();
    assertThat(phone.target(DocumentNames.latestFilter("FILTER")))
        .isEqualTo("FILTER/v1/exposed/filter/205001010200.ccf");
  }

  private static void forEachItem(BatchKey key, ItemConsumer consumer) {
    new GaenItems()
        .forEach(
            ExposureKey.of(key.getKeyData().toByteArray()),
            new Interval(key.getRollingStartIntervalNumber()),
            new RollingPeriod(key.getRollingPeriod()),
            consumer);
  }

  @Test
  void batchThatIsTooLargeHasNoFilter() throws Exception {
    publish("LARGE", 1, 3000);

    ListedBatch listed = phone.list("LARGE").batches().getFirst();
    assertThat(listed.data()).isPresent();
    assertThat(listed.filter()).isEmpty();
    assertThat(phone.has(DocumentNames.latestFilter("LARGE"))).isFalse();
  }

  @Test
  void revisedKeysLieAmongTheOthersAndTakenBackOnesAreInNoFilter() throws Exception {
    var batch = SealedBatchRecords.of("REVISED", 1, 30, 1);
    List<BatchKey> revised =
        SealedBatchRecords.of("REVISED", 2, 10, 1).keys().stream()
            .map(key -> key.toBuilder().setReportType(ReportType.REVOKED).build())
            .toList();
    outside.send("REVISED", batch.valuesWithRevised(revised));
    awaitRecord("REVISED", 1);
    ListedBatch listed = phone.list("REVISED").batches().getFirst();

    var all = new ArrayList<>(batch.keys());
    all.addAll(revised);
    all.sort(
        Comparator.comparing(BatchKey::getKeyData, ByteString.unsignedLexicographicalComparator()));
    assertThat(phone.keys("REVISED", listed)).isEqualTo(all);
    ExposureFilter filter = phone.filter("REVISED", listed);
    forEachItem(revised.getFirst(), item -> assertThat(filter.mightContain(item)).isFalse());
  }

  @Test
  @Tag("D27")
  @Tag("D40")
  @Tag("D52")
  void correctionTakesThePlaceOfABatchUnderAnotherName() throws Exception {
    publish("FIXED", 1, 20);
    var second = publish("FIXED", 2, 20);
    publish("FIXED", 3, 20);
    ListedBatch before = phone.list("FIXED").batches().get(1);
    give("FIXED", GivenCommands.correct("FIXED", 4, 2, second.keys().subList(0, 1)), 4);

    BatchListing list = phone.list("FIXED");
    ListedBatch after = list.batches().get(1);
    assertThat(after.id()).isEqualTo(before.id().corrected());
    assertThat(after.replaces()).contains(before.id());
    assertThat(after.data().orElseThrow().hash()).isNotEqualTo(before.data().orElseThrow().hash());
    assertThat(phone.keys("FIXED", after)).isEqualTo(second.keys().subList(1, 20));
    assertThat(phone.metadata("FIXED", after)).containsEntry("previous", "205001010200");
    assertThat(list.batches())
        .extracting(batch -> batch.id().toString())
        .containsExactly("205001010600", "205001010400-r1", "205001010200");
    assertThat(list.revoked())
        .singleElement()
        .satisfies(revoked -> {
          assertThat(revoked.id()).isEqualTo(before.id());
          assertThat(revoked.hash()).contains(before.data().orElseThrow().hash());
        });
    assertThat(phone.day("FIXED", FIRST_DAY).find(after.id())).isPresent();
    awaitGone(DocumentNames.data("FIXED", before.id()));
    awaitGone(DocumentNames.filter("FIXED", before.id()));
    assertThat(phone.has(DocumentNames.data("FIXED", after.id()))).isTrue();
  }

  @Test
  void correctionOfACorrectionCountsOn() throws Exception {
    var batch = publish("TWICE", 1, 20);
    give("TWICE", GivenCommands.correct("TWICE", 2, 1, batch.keys().subList(0, 1)), 2);
    give("TWICE", GivenCommands.correct("TWICE", 3, 2, batch.keys().subList(1, 2)), 3);

    BatchListing list = phone.list("TWICE");
    ListedBatch only = list.batches().getFirst();
    assertThat(only.id()).hasToString("205001010200-r2");
    assertThat(only.replaces()).contains(BatchName.parse("205001010200-r1"));
    assertThat(phone.keys("TWICE", only)).isEqualTo(batch.keys().subList(2, 20));
    assertThat(list.revoked()).hasSize(2);
    assertThat(phone.target(DocumentNames.latestData("TWICE"))).contains("-r2.edi");
  }

  @Test
  @Tag("D52")
  void withdrawnBatchLeavesAnEmptyWindow() throws Exception {
    publish("TAKEN", 1, 20);
    publish("TAKEN", 2, 20);
    give("TAKEN", GivenCommands.withdraw("TAKEN", 3, 2), 3);

    BatchListing list = phone.list("TAKEN");
    ListedBatch gone = list.batches().getFirst();
    assertThat(gone.count()).isZero();
    assertThat(gone.data()).isEmpty();
    assertThat(gone.withdrawn()).containsExactly(gone.id());
    assertThat(list.revoked()).extracting("id").containsExactly(gone.id());
    assertThat(phone.target(DocumentNames.latestData("TAKEN"))).contains("205001010200");
    awaitGone(DocumentNames.data("TAKEN", gone.id()));
  }

  private static void awaitGone(String name) {
    await().atMost(PATIENCE).until(() -> !phone.has(name));
  }

  @Test
  void lostDataIsBuiltAgainWithItsBytes() throws Exception {
    publish("LOST", 1, 20);
    ListedBatch listed = phone.list("LOST").batches().getFirst();
    outside.objects().delete("public/" + DocumentNames.data("LOST", listed.id()));
    outside.objects().delete("public/" + DocumentNames.filter("LOST", listed.id()));
    give("LOST", GivenCommands.rebuild("LOST", 2, 1), 2);

    assertThat(phone.keys("LOST", listed)).hasSize(20);
    assertThat(phone.filter("LOST", listed)).isNotNull();
    assertThat(awaitRecord("LOST", 2).getOutcome().getStoredObjects()).isEqualTo(2);
  }

  @Test
  @Tag("D30")
  void readersFindEverythingThatAListNamesWhileBatchesArePublished() throws Exception {
    publish("BUSY", 1, 5);
    var all = new ArrayList<SealedBatchRecords>();
    for (int sequence = 2; sequence <= 15; sequence++) {
      all.add(SealedBatchRecords.of("BUSY", sequence, 5, 1));
    }
    var publishing =
        CompletableFuture.runAsync(() -> {
          try {
            for (SealedBatchRecords batch : all) {
              outside.send(batch);
            }
            awaitRecord("BUSY", 15);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    long last = 0;
    int windows = 0;
    do {
      BatchListing list = phone.list("BUSY");
      assertThat(list.head().sequence()).isGreaterThanOrEqualTo(last);
      assertThat(list.batches().size()).isGreaterThanOrEqualTo(windows);
      last = list.head().sequence();
      windows = list.batches().size();
      for (ListedBatch batch : list.batches()) {
        assertThat(phone.keys("BUSY", batch)).hasSize(5);
      }
    } while (!publishing.isDone());
    publishing.get();
    assertThat(phone.list("BUSY").batches()).hasSize(15);
  }

  @Test
  @Tag("D46")
  void documentsTellWhenTheyWereIssued() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    publish("DATED", 1, 5);

    assertThat(phone.list("DATED").head().issuedAt()).isBetween(before, Instant.now());
  }
}
