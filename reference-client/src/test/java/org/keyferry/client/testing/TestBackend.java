package org.keyferry.client.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedFilter;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
import org.keyferry.wire.document.RevokedBatch;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiRecord;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.GaenRecord;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.filter.FilterBuilder;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.GaenItems;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/** A region's backend, as far as its origin shows it: batches, aggregates and a signed list. */
public final class TestBackend {
  /** Address of the signed list. */
  public static final String LIST = "/v1/exposed.jws";

  private static final FilterShape SHAPE =
      new FilterShape(FilterKind.BINARY_FUSE, 32, ItemKind.PROXIMITY_ID);

  private final Region region;
  private final TestOrigin origin;
  private final TestSigner signer;
  private final Path scratch;
  private final List<ListedBatch> batches = new ArrayList<>();
  private final Map<BatchName, List<DiagnosisKey>> keys = new LinkedHashMap<>();
  private final TreeMap<String, ListedAggregate> aggregates = new TreeMap<>();
  private final List<RevokedBatch> revoked = new ArrayList<>();
  private boolean withFilters;
  private long sequence;
  private Optional<ContentHash> previous = Optional.empty();

  public TestBackend(String region, TestOrigin origin, Path scratch) {
    this.region = new Region(region);
    this.origin = origin;
    this.signer = TestSigner.create("204");
    this.scratch = scratch;
  }

  public FeedAddress address() {
    return new FeedAddress(
        region, URI.create(origin.base() + "/" + region), Set.of(FeedAddress.EDI1), signer.known());
  }

  public TestSigner signer() {
    return signer;
  }

  public Region region() {
    return region;
  }

  /** From now on batches have filters. */
  public TestBackend withFilters() {
    withFilters = true;
    return this;
  }

  /** The path of an address below the base. */
  public String path(String below) {
    return "/" + region + below;
  }

  /** Publishes a batch, newer than all before. */
  public ListedBatch publish(BatchWindow window, List<DiagnosisKey> batchKeys) {
    var name = BatchName.of(window.end());
    keys.put(name, batchKeys);
    var batch = listed(name, window, batchKeys, Optional.empty());
    batches.addFirst(batch);
    return batch;
  }

  /** Publishes records of another design. */
  public ListedBatch publish(BatchWindow window, RecordKind kind, List<EdiRecord> records) {
    var name = BatchName.of(window.end());
    var batch =
        new ListedBatch(
            name,
            batches.size() + 1L,
            window,
            records.size(),
            Optional.of(object("exposed/data/" + name, edi(window, kind, records))),
            Optional.empty(),
            0,
            Optional.empty(),
            List.of());
    batches.addFirst(batch);
    return batch;
  }

  /** Publishes a correction in the place of a batch. */
  public void correct(ListedBatch old, List<DiagnosisKey> left, Instant at) {
    var name = old.id().corrected();
    keys.remove(old.id());
    keys.put(name, left);
    batches.replaceAll(batch ->
        batch.equals(old) ? listed(name, old.window(), left, Optional.of(old.id())) : batch);
    revoked.addFirst(new RevokedBatch(old.id(), old.data().map(ListedObject::hash), at));
  }

  /** Batches that began before are no longer listed. */
  public void expire(Instant before) {
    batches.removeIf(batch -> batch.window().start().isBefore(before));
    keys.keySet().removeIf(name -> batches.stream().noneMatch(each -> each.id().equals(name)));
  }

  /** Makes an aggregate of the newest batches. */
  public void aggregate(String name, Duration length) {
    Instant end = batches.getFirst().window().end();
    Instant start = end.minus(length);
    var inside = batches.stream().filter(batch -> !batch.window().start().isBefore(start)).toList();
    var window = new BatchWindow(inside.getLast().window().start(), end);
    var records = inside.stream().flatMap(batch -> keys.get(batch.id()).stream()).toList();
    byte[] bytes = edi(window, RecordKind.GAEN, gaen(records));
    String uri = "exposed/data/" + name + "-" + ContentHash.of(bytes).shortText();
    aggregates.put(
        name, new ListedAggregate(window, records.size(), object(uri, bytes), List.of()));
  }

  private ListedBatch listed(
      BatchName name, BatchWindow window, List<DiagnosisKey> some, Optional<BatchName> replaces) {
    boolean isEmpty = some.isEmpty();
    return new ListedBatch(
        name,
        batches.size() + 1L,
        window,
        some.size(),
        isEmpty
            ? Optional.empty()
            : Optional.of(object("exposed/data/" + name, edi(window, RecordKind.GAEN, gaen(some)))),
        isEmpty || !withFilters
            ? Optional.empty()
            : Optional.of(listedFilter("exposed/filter/" + name, filter(name, window, some))),
        0,
        replaces,
        List.of());
  }

  private static List<EdiRecord> gaen(List<DiagnosisKey> some) {
    return some.stream()
        .sorted(Comparator.comparing(DiagnosisKey::key))
        .map(key -> (EdiRecord) new GaenRecord(key))
        .toList();
  }

  private ListedFilter listedFilter(String uri, byte[] bytes) {
    ListedObject object = object(uri, bytes);
    return new ListedFilter(uri, object.hash().start(), object.bytes());
  }

  private ListedObject object(String uri, byte[] bytes) {
    origin.put(path("/v1/" + uri), bytes);
    return new ListedObject(uri, ContentHash.of(bytes), bytes.length);
  }

  private byte[] edi(BatchWindow window, RecordKind kind, List<EdiRecord> records) {
    Path file = scratch.resolve("edi");
    try (var writer = EdiWriter.create(file, kind, BatchStamp.of(batches.size(), window, region))) {
      for (EdiRecord record : records) {
        writer.add(record);
      }
      writer.finish();
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] filter(BatchName name, BatchWindow window, List<DiagnosisKey> some) {
    var builder =
        new FilterBuilder(SHAPE, BatchStamp.of(batches.size(), window, region), name.toString());
    var items = new GaenItems();
    some.forEach(key -> items.forEach(key.key(), key.start(), key.period(), builder::add));
    var bytes = new ByteArrayOutputStream();
    try {
      builder.build().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Signs a list of all that is published. */
  public BatchListing issue(Instant now) {
    return issue(now, listing -> listing);
  }

  /** Signs a list that was changed before it was signed. */
  public BatchListing issue(Instant now, UnaryOperator<BatchListing> change) {
    sequence++;
    var listing =
        change.apply(
            new BatchListing(
                region,
                region.code(),
                new DocumentHead(sequence, previous, now, now.plus(Duration.ofDays(1))),
                new Polling(7200, 600),
                Optional.empty(),
                batches,
                aggregates,
                revoked));
    byte[] json = listing.render();
    previous = Optional.of(ContentHash.of(json));
    show(json, DocumentType.BATCH_LIST, signer);
    return listing;
  }

  /** Shows what somebody signed. */
  public void show(byte[] json, DocumentType type, TestSigner by) {
    try {
      origin.put(path(LIST), SignedDocument.sign(json, type, by).getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes back to a list before, so that the next one is another with its number. */
  public void resume(BatchListing listing) {
    sequence = listing.head().sequence();
    previous = Optional.of(ContentHash.of(listing.render()));
  }
}
