package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
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

/**
 * A feed of which aggregates are made: its batches, which are in a store, and what readers find.
 */
final class FeedInStore implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  static final Duration BUCKET = Duration.ofHours(2);
  private static final Region NL = new Region("NL");

  private final List<ListedBatch> listed = new ArrayList<>();
  private final Path directory;
  private final EmbeddedStore server;
  private final ObjectStore store;
  private Instant now = BEGIN;

  FeedInStore(Path directory) throws IOException {
    this.directory = directory;
    this.server = new EmbeddedStore(directory.resolve("store"));
    this.store = server.objects();
  }

  @Override
  public void close() {
    server.close();
  }

  ObjectStore store() {
    return store;
  }

  /** What the list has, newest first; for tests to change. */
  List<ListedBatch> listed() {
    return listed;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Of an exporter that has just been started, with the settings that nobody gave. */
  FeedAggregates aggregates() throws IOException {
    return aggregates(new AggregateSettings(null, null, null, null));
  }

  FeedAggregates aggregates(AggregateSettings settings) throws IOException {
    return aggregates(settings, settings.largestBytes());
  }

  FeedAggregates aggregates(AggregateSettings settings, long largest) throws IOException {
    Path spool = Files.createTempDirectory(directory, "spool");
    var objects = new AggregateObjects(store);
    var build = new AggregateBuild(store, objects, SpoolDirectory.open(spool), largest);
    var idle = new IdleAggregates(objects, settings.kept(), () -> now);
    return new FeedAggregates(objects, build, settings, idle);
  }

  static DiagnosisKey key(int number, int risk) {
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
  ListedBatch publish(int risk, int... numbers) throws IOException {
    int place = listed.size();
    var batch = batch(place, BatchName.of(end(place)), risk, numbers);
    listed.addFirst(batch);
    return batch;
  }

  static Instant end(int place) {
    return BEGIN.plus(BUCKET.multipliedBy(place + 1L));
  }

  ListedBatch batch(int place, BatchName name, int risk, int... numbers) throws IOException {
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

  static ListedBatch listed(
      BatchName name, int place, BatchWindow window, long count, Optional<ListedObject> data) {
    return new ListedBatch(
        name, place + 1, window, count, data, Optional.empty(), 0, Optional.empty(), List.of());
  }

  BatchListing list() {
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

  byte[] read(String name) throws IOException {
    try (StoredObject object = store.get("public/" + name).orElseThrow()) {
      byte[] bytes = object.bytes().readAllBytes();
      assertThat(object.head().metadata()).containsEntry("sha256", ContentHash.of(bytes).text());
      return bytes;
    }
  }

  String target(String name) throws IOException {
    return new String(read(DocumentNames.dataAlias("NL", name)), US_ASCII);
  }

  /** What readers get at the address: each key with its risk. */
  Map<ByteString, Integer> keys(String name) throws Exception {
    var keys = new LinkedHashMap<ByteString, Integer>();
    header(name, keys);
    return keys;
  }

  EdiHeader header(String name, Map<ByteString, Integer> keys) throws Exception {
    byte[] bytes = read(target(name));
    assertThat(target(name)).contains(ContentHash.of(bytes).shortText());
    return new EdiReader()
        .read(
            new ByteArrayInputStream(bytes),
            name,
            record -> keys.put(record.key(), ((GaenRecord) record).diagnosis().risk().level()));
  }

  Map<ByteString, Integer> union(List<ListedBatch> newestFirst) throws Exception {
    var union = new TreeMap<ByteString, Integer>(ByteString.unsignedLexicographicalComparator());
    for (ListedBatch batch : newestFirst.reversed()) {
      if (batch.data().isPresent()) {
        new EdiReader()
            .read(
                new ByteArrayInputStream(bytes(DocumentNames.data("NL", batch.id()))),
                "batch",
                record ->
                    union.put(record.key(), ((GaenRecord) record).diagnosis().risk().level()));
      }
    }
    return union;
  }

  byte[] bytes(String name) throws IOException {
    try (StoredObject object = store.get("public/" + name).orElseThrow()) {
      return object.bytes().readAllBytes();
    }
  }

  /** Twenty days of batches, in which some keys come again with another risk. */
  void publishTwentyDays() throws IOException {
    for (int place = 0; place < 240; place++) {
      if (place % 5 == 4) {
        publish(1);
      } else {
        publish(place % 9, place, 1000 + place, place % 50);
      }
    }
  }
}
