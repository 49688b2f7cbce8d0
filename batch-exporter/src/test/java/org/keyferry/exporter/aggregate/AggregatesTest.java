package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.ReportType;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
import org.keyferry.wire.edi.BatchFlag;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiHeader;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.GaenRecord;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Aggregates as readers find them, made of batches that are in a store. */
class AggregatesTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration BUCKET = Duration.ofHours(2);
  private static final Region NL = new Region("NL");
  private static final String NOTE = "public/NL/v1/exposed/data/aggregates.idle";
  private static final List<String> NAMES = List.of("24h", "48h", "72h", "1w", "2w", "all");

  private final List<ListedBatch> listed = new ArrayList<>();
  private Instant now = BEGIN;
  private Path directory;
  private EmbeddedStore server;
  private ObjectStore store;
  private FeedAggregates aggregates;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    directory = folder;
    server = new EmbeddedStore(folder.resolve("store"));
    store = server.objects();
    aggregates = aggregates(new AggregateSettings(null, null, null, null));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private FeedAggregates aggregates(AggregateSettings settings) throws IOException {
    return aggregates(settings, settings.largestBytes());
  }

  private FeedAggregates aggregates(AggregateSettings settings, long largest) throws IOException {
    Path spool = Files.createTempDirectory(directory, "spool");
    var objects = new AggregateObjects(store);
    var build = new AggregateBuild(store, objects, SpoolDirectory.open(spool), largest);
    var idle = new IdleAggregates(objects, settings.kept(), () -> now);
    return new FeedAggregates(objects, build, settings, idle);
  }

  private static DiagnosisKey key(int number, int risk) {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    bytes[0] = (byte) (number * 37);
    bytes[1] = (byte) number;
    bytes[2] = (byte) (number >> 8);
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(2_988_000),
        new RollingPeriod(144),
        new TransmissionRisk(risk),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }

  /** Publishes a batch with the keys of those numbers, behind the ones that there are. */
  private ListedBatch publish(int risk, int... numbers) throws IOException {
    int place = listed.size();
    var batch = batch(place, BatchName.of(end(place)), risk, numbers);
    listed.addFirst(batch);
    return batch;
  }

  private static Instant end(int place) {
    return BEGIN.plus(BUCKET.multipliedBy(place + 1L));
  }

  private ListedBatch batch(int place, BatchName name, int risk, int... numbers)
      throws IOException {
    var window = new BatchWindow(end(place).minus(BUCKET), end(place));
    if (numbers.length == 0) {
      return listed(name, place, window, 0, Optional.empty());
    }
    var sorted =
        new TreeMap<ByteString, DiagnosisKey>(ByteString.unsignedLexicographicalComparator());
    for (int number : numbers) {
      sorted.put(key(number, risk).key().toByteString(), key(number, risk));
    }
    Path file = Files.createTempFile(directory, "batch", "");
    try (var writer =
        EdiWriter.create(file, RecordKind.GAEN, BatchStamp.of(place + 1, window, NL))) {
      for (DiagnosisKey key : sorted.values()) {
        writer.add(key);
      }
      var written = writer.finish();
      var hash = ContentHash.ofDigest(written.sha256());
      store.putIfAbsent(
          "public/" + DocumentNames.data("NL", name),
          Content.of(file, DocumentNames.DATA_MEDIA_TYPE, "no-store", Map.of()));
      var object = new ListedObject(DocumentNames.dataUriInList(name), hash, written.size());
      return listed(name, place, window, sorted.size(), Optional.of(object));
    }
  }

  private static ListedBatch listed(
      BatchName name, int place, BatchWindow window, long count, Optional<ListedObject> data) {
    return new ListedBatch(
        name, place + 1, window, count, data, Optional.empty(), 0, Optional.empty(), List.of());
  }

  private BatchListing list() {
    return new BatchListing(
        NL,
        "NL",
        new DocumentHead(1, Optional.empty(), now, now.plusSeconds(1)),
        new Polling(7200, 600),
        Optional.empty(),
        listed,
        new TreeMap<>(),
        List.of());
  }

  private byte[] read(String name) throws IOException {
    try (StoredObject object = store.get("public/" + name).orElseThrow()) {
      byte[] bytes = object.bytes().readAllBytes();
      assertThat(object.head().metadata()).containsEntry("sha256", ContentHash.of(bytes).text());
      return bytes;
    }
  }

  private String target(String name) throws IOException {
    return new String(read(DocumentNames.dataAlias("NL", name)), US_ASCII);
  }

  /** What readers get at the address: each key with its risk. */
  private Map<ByteString, Integer> keys(String name) throws Exception {
    var keys = new LinkedHashMap<ByteString, Integer>();
    header(name, keys);
    return keys;
  }

  private EdiHeader header(String name, Map<ByteString, Integer> keys) throws Exception {
    byte[] bytes = read(target(name));
    assertThat(target(name)).contains(ContentHash.of(bytes).shortText());
    return new EdiReader()
        .read(
            new ByteArrayInputStream(bytes),
            name,
            record -> keys.put(record.key(), ((GaenRecord) record).diagnosis().risk().level()));
  }

  private Map<ByteString, Integer> union(List<ListedBatch> newestFirst) throws Exception {
    var union = new TreeMap<ByteString, Integer>(ByteString.unsignedLexicographicalComparator());
    for (ListedBatch batch : newestFirst.reversed()) {
      if (batch.data().isPresent()) {
        new EdiReader()
            .read(
                new ByteArrayInputStream(read0(DocumentNames.data("NL", batch.id()))),
                "batch",
                record ->
                    union.put(record.key(), ((GaenRecord) record).diagnosis().risk().level()));
      }
    }
    return union;
  }

  private byte[] read0(String name) throws IOException {
    try (StoredObject object = store.get("public/" + name).orElseThrow()) {
      return object.bytes().readAllBytes();
    }
  }

  /** Twenty days of batches, in which some keys come again with another risk. */
  private void publishTwentyDays() throws IOException {
    for (int place = 0; place < 240; place++) {
      if (place % 5 == 4) {
        publish(1);
      } else {
        publish(place % 9, place, 1000 + place, place % 50);
      }
    }
  }

  @Test
  @Tag("D34")
  @Tag("D42")
  void eachIsTheUnionOfItsBatchesAndLiesInTheNextLongerOne() throws Exception {
    publishTwentyDays();
    assertThat(aggregates.refresh(list())).isTrue();

    Map<String, Integer> batches =
        Map.of("24h", 12, "48h", 24, "72h", 36, "1w", 84, "2w", 168, "all", 240);
    Map<ByteString, Integer> shorter = Map.of();
    for (String name : NAMES) {
      Map<ByteString, Integer> keys = keys(name);
      assertThat(keys).as(name).isEqualTo(union(listed.subList(0, batches.get(name))));
      assertThat(keys).as(name).containsAllEntriesOf(shorter);
      shorter = keys;
    }
    EdiHeader header = header("24h", new LinkedHashMap<>());
    assertThat(header.batch().flags()).containsExactly(BatchFlag.AGGREGATE);
    assertThat(header.batch().window())
        .isEqualTo(new BatchWindow(end(239).minus(Duration.ofHours(24)), end(239)));
  }

  @Test
  @Tag("D43")
  void listNamesEachWithItsDigestSoThatTenDaysAreOneDownload() throws Exception {
    publishTwentyDays();
    aggregates.refresh(list());
    Map<String, ListedAggregate> entries = aggregates.listed("NL", listed);
    assertThat(entries).containsOnlyKeys(NAMES);
    ListedAggregate twoWeeks = entries.get("2w");
    assertThat(Duration.between(twoWeeks.window().start(), twoWeeks.window().end()))
        .isEqualTo(Duration.ofDays(14));
    byte[] bytes = read("NL/v1/" + twoWeeks.object().uri() + ".edi");
    assertThat(twoWeeks.object().hash()).isEqualTo(ContentHash.of(bytes));
    assertThat(twoWeeks.object().bytes()).isEqualTo(bytes.length);
    assertThat(twoWeeks.count()).isEqualTo(keys("2w").size());
  }

  @Test
  void sameBatchesAreTheSameAggregateWhoeverMakesIt() throws Exception {
    publish(1, 1, 2, 3);
    aggregates.refresh(list());
    String target = target("all");
    assertThat(aggregates.refresh(list())).isFalse();
    var another = aggregates(new AggregateSettings(null, null, null, null));
    assertThat(another.refresh(list())).isFalse();
    for (String name : store.list("public/NL/v1/exposed/data/all")) {
      store.delete(name);
    }
    another.forget();
    another.refresh(list());
    assertThat(target("all")).isEqualTo(target);
  }

  @Test
  @Tag("D52")
  void correctedAndWithdrawnBatchesLeaveAllOfThemAtOnceAlsoThoseOfOnceADay() throws Exception {
    var daily = aggregates(new AggregateSettings(null, 0, null, null));
    publish(1, 1, 2);
    publish(1, 3);
    publish(1, 4);
    daily.refresh(list());

    BatchName corrected = listed.get(1).id().corrected();
    listed.set(1, batch(1, corrected, 1, 5));
    assertThat(daily.listed("NL", listed)).isEmpty();
    listed.set(2, batch(0, listed.get(2).id(), 1));
    assertThat(daily.refresh(list())).isTrue();

    for (String name : NAMES) {
      assertThat(keys(name).keySet())
          .as(name)
          .containsExactlyInAnyOrder(
              key(4, 1).key().toByteString(), key(5, 1).key().toByteString());
    }
    assertThat(daily.listed("NL", listed)).containsOnlyKeys(NAMES);
  }

  @Test
  void largeOnesFollowOnceADayAndShortOnesEachBatch() throws Exception {
    var daily = aggregates(new AggregateSettings(null, 0, null, null));
    for (int place = 0; place < 6; place++) {
      publish(1, place);
    }
    daily.refresh(list());
    String before = target("1w");
    publish(1, 100);
    daily.refresh(list());
    assertThat(target("1w")).isEqualTo(before);
    assertThat(keys("24h")).hasSize(7);
    assertThat(daily.listed("NL", listed).get("1w").window().end()).isEqualTo(end(5));

    for (int place = 7; place < 13; place++) {
      publish(1, place + 100);
    }
    daily.refresh(list());
    assertThat(keys("1w")).hasSize(13);
  }

  @Test
  void tooLargeForOneObjectItIsTheListOfItsBatches() throws Exception {
    for (int place = 0; place < 14; place++) {
      publish(1, place, place + 50);
    }
    var small =
        aggregates(
            new AggregateSettings(null, null, null, null),
            EdiHeader.LENGTH + 24L * RecordKind.GAEN.size());
    small.refresh(list());

    assertThat(target("24h")).endsWith(".edi");
    assertThat(target("48h")).endsWith(".json");
    String json = new String(read(target("48h")), US_ASCII);
    assertThat(json)
        .contains("\"aggregate\":\"48h\"", "\"count\":28")
        .containsSubsequence(
            "\"id\":\"" + listed.getFirst().id(), "\"uri_data\":\"" + listed.getLast().id());
    ListedAggregate entry = small.listed("NL", listed).get("48h");
    assertThat(entry.batches()).isEqualTo(listed.stream().map(ListedBatch::id).toList());
    assertThat(entry.count()).isEqualTo(28);
  }

  @Test
  @Tag("D42")
  void whatExpiredIsInNoneAndOldOnesGoWhenCachesForgotThem() throws Exception {
    publish(1, 1);
    publish(1, 2);
    aggregates.refresh(list());
    String before = target("all");
    aggregates.tidy("NL");
    listed.removeLast();
    aggregates.refresh(list());
    aggregates.tidy("NL");
    assertThat(keys("all").keySet()).containsExactly(key(2, 1).key().toByteString());
    assertThat(store.head("public/" + before)).isPresent();

    now = now.plus(Duration.ofHours(1));
    aggregates.tidy("NL");
    assertThat(store.head("public/" + before)).isEmpty();
    assertThat(store.list("public/NL/v1/exposed/data/all-")).hasSize(1);

    listed.clear();
    listed.add(batch(5, BatchName.of(end(5)), 1));
    aggregates.refresh(list());
    assertThat(keys("all")).isEmpty();
  }

  @Test
  void oldOnesGoAlsoIfTheExporterIsStartedAnewMoreOftenThanTheyStay() throws Exception {
    publish(1, 1);
    Duration pause = Duration.ofMinutes(10);
    for (int start = 0; start < 20; start++) {
      var anew = aggregates(new AggregateSettings(null, null, null, null));
      publish(1, 2 + start);
      anew.refresh(list());
      anew.tidy("NL");
      now = now.plus(pause);
    }
    assertThat(store.list("public/NL/v1/exposed/data/all-"))
        .as("of two hours, and not of more than three")
        .hasSizeBetween(6, 13);
    assertThat(keys("all")).hasSize(21);
  }

  @Test
  void noteThatIsNoneOrOfTheFutureIsWrittenAnew() throws Exception {
    publish(1, 1);
    aggregates.refresh(list());
    String before = target("all");
    publish(1, 2);
    aggregates.refresh(list());
    for (String text : List.of("no note", "", "2099-01-01T00:00:00Z\n" + before)) {
      byte[] note = text.getBytes(US_ASCII);
      store.delete(NOTE);
      store.putIfAbsent(NOTE, Content.of(note, "text/plain", "no-store", Map.of()));
      var anew = aggregates(new AggregateSettings(null, null, null, null));
      anew.tidy("NL");
      assertThat(read0(NOTE.substring("public/".length()))).asString().startsWith(now.toString());
    }
  }

  @Test
  void whatWasNotedAndHasANameAgainStays() throws Exception {
    publish(1, 1);
    aggregates.refresh(list());
    String before = target("24h");
    var none = aggregates(new AggregateSettings(List.of("all"), null, null, null));
    none.refresh(list());
    none.tidy("NL");
    assertThat(read0(NOTE.substring("public/".length()))).asString().contains(before);
    now = now.plus(Duration.ofHours(2));
    var again = aggregates(new AggregateSettings(null, null, null, null));
    again.refresh(list());
    again.tidy("NL");
    assertThat(target("24h")).isEqualTo(before);
    assertThat(store.head("public/" + before)).isPresent();
  }

  @Test
  void whatAProcessThatDiedLeftGoesToo() throws Exception {
    publish(1, 1);
    aggregates.refresh(list());
    String orphan = "public/NL/v1/exposed/data/1w-AAAAAAAAAAAAAAAAAAAAAA.edi";
    store.putIfAbsent(
        orphan, Content.of(new byte[1], "application/octet-stream", "no-store", Map.of()));
    aggregates.tidy("NL");
    assertThat(store.head(orphan)).isPresent();
    now = now.plus(Duration.ofHours(1));
    aggregates.tidy("NL");
    assertThat(store.head(orphan)).isEmpty();
    assertThat(keys("1w")).hasSize(1);
  }

  @Test
  void thereIsNoneOfBatchesThatHaveNoDataOrAreNotWanted() throws Exception {
    publish(1, 1);
    aggregates.refresh(list());
    var some = aggregates(new AggregateSettings(List.of("24h"), null, null, null));
    some.refresh(list());
    assertThat(some.listed("NL", listed)).containsOnlyKeys("24h");

    var window = new BatchWindow(end(1).minus(BUCKET), end(1));
    listed.addFirst(listed(BatchName.of(end(1)), 1, window, 7, Optional.empty()));
    assertThat(some.refresh(list())).isTrue();
    assertThat(store.list("public/NL/v1/exposed/data/").stream().filter(n -> n.endsWith(".alias")))
        .isEmpty();
  }

  @Test
  void batchThatIsNotTheOneThatTheListNamesMakesNoAggregate() throws Exception {
    ListedBatch batch = publish(1, 1);
    String name = "public/" + DocumentNames.data("NL", batch.id());
    store.delete(name);
    assertThatThrownBy(() -> aggregates.refresh(list())).hasMessageContaining("no object");
    store.putIfAbsent(name, Content.of(new byte[9], "text/plain", "no-store", Map.of()));
    assertThatThrownBy(() -> aggregates.refresh(list())).hasMessageContaining("not the one");
    assertThat(store.list("public/NL/v1/exposed/data/")).containsExactly(name);
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
