package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedDay;
import org.keyferry.wire.document.ListedFilter;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/** Puts a feed's objects into a store as an exporter does. */
final class PublishedBatches {
  static final Instant END = Instant.parse("2026-11-25T04:00:00Z");
  static final Duration BUCKET = Duration.ofHours(2);
  static final int BATCHES = 4;
  static final long OLDEST_CHUNK = 7;
  static final long NEWEST_CHUNK = 9;

  private final ObjectStore store;
  private final String feed;

  PublishedBatches(ObjectStore store, String feed) {
    this.store = store;
    this.feed = feed;
  }

  /** The name of a batch: 1 is the oldest, {@link #BATCHES} the newest. */
  static BatchName name(int number) {
    return BatchName.of(END.minus(BUCKET.multipliedBy(BATCHES - number)));
  }

  /** The data of a batch, which are large enough for the disk from the second on. */
  static byte[] data(int number) {
    return PublishedObjects.random(50_000 * number);
  }

  static byte[] filter(int number) {
    return PublishedObjects.random(20_000 + number);
  }

  /** All of it. */
  void publish() throws IOException {
    for (int number = 1; number <= BATCHES; number++) {
      batch(number);
    }
    json(DocumentNames.json(DocumentNames.list(feed)), list(1, BATCHES).render());
    json(DocumentNames.jws(DocumentNames.list(feed)), "a.signed.list".getBytes(US_ASCII));
    for (String day : List.of("2026-11-24", "2026-11-25")) {
      var date = LocalDate.parse(day);
      json(DocumentNames.json(DocumentNames.day(feed, date)), day(date).render());
    }
    alias(DocumentNames.latestData(feed), DocumentNames.data(feed, name(BATCHES)));
    alias(DocumentNames.latestFilter(feed), DocumentNames.filter(feed, name(BATCHES)));
    aggregates();
    chunks();
    json("meta/configuration.json", "{\"version\":2}".getBytes(US_ASCII));
    json("meta/configuration/1.json", "{\"version\":1}".getBytes(US_ASCII));
    json("meta/authorities.json", "{\"authorities\":{}}".getBytes(US_ASCII));
    json("meta/signing-keys.pem", "-----BEGIN PUBLIC KEY-----".getBytes(US_ASCII));
  }

  /** A list without batches. */
  void publishNothing() throws IOException {
    json(DocumentNames.json(DocumentNames.list(feed)), list(1, 0).render());
  }

  /** The oldest and the newest are files, what is between them is nothing. */
  private void chunks() throws IOException {
    for (long number = OLDEST_CHUNK; number <= NEWEST_CHUNK; number++) {
      boolean isFile = number == OLDEST_CHUNK || number == NEWEST_CHUNK;
      chunk(DocumentNames.chunk(feed, number), number, isFile);
    }
    chunk(DocumentNames.firstChunk(feed), OLDEST_CHUNK, true);
    chunk(DocumentNames.latestChunk(feed), NEWEST_CHUNK, true);
  }

  private void chunk(String object, long number, boolean isFile) throws IOException {
    byte[] target = (isFile ? PublishedObjects.FILE.substring(1) : "").getBytes(US_ASCII);
    var metadata = Map.of(DocumentNames.CHUNK_METADATA, String.valueOf(number));
    put(object, target, DocumentNames.ALIAS_MEDIA_TYPE, metadata);
  }

  private void aggregates() throws IOException {
    byte[] keys = data(3);
    String object = DocumentNames.aggregate(feed, "24h", ContentHash.of(keys));
    put(object, keys, "application/vnd.en.edi", Map.of());
    alias(DocumentNames.dataAlias(feed, "24h"), object);
    byte[] many = "{\"batches\":[]}".getBytes(US_ASCII);
    String listed = DocumentNames.aggregateList(feed, "all", ContentHash.of(many));
    json(listed, many);
    alias(DocumentNames.dataAlias(feed, "all"), listed);
  }

  private void batch(int number) throws IOException {
    Map<String, String> previous =
        number == 1 ? Map.of() : Map.of("previous", name(number - 1).toString());
    put(DocumentNames.data(feed, name(number)), data(number), "application/vnd.en.edi", previous);
    put(
        DocumentNames.filter(feed, name(number)),
        filter(number),
        "application/vnd.en.ccf",
        previous);
    put(
        DocumentNames.token(DocumentNames.data(feed, name(number))),
        new byte[] {1, 2, (byte) number},
        "application/timestamp-reply",
        Map.of());
  }

  /** The list with batches up to that number. */
  BatchListing list(long sequence, int newest) {
    return listing(sequence, newest, Optional.empty());
  }

  private BatchListing day(LocalDate date) {
    return listing(1, BATCHES, Optional.of(new ListedDay(date, Optional.empty())));
  }

  private BatchListing listing(long sequence, int newest, Optional<ListedDay> day) {
    var batches = new ArrayList<ListedBatch>();
    for (int number = newest; number >= 1; number--) {
      BatchName name = name(number);
      batches.add(
          new ListedBatch(
              name,
              number + 10,
              new BatchWindow(name.windowEnd().minus(BUCKET), name.windowEnd()),
              7,
              Optional.of(object(DocumentNames.dataUriInList(name), data(number))),
              Optional.of(listedFilter(number)),
              0,
              Optional.empty(),
              List.of()));
    }
    return new BatchListing(
        new Region("NL"),
        feed,
        new DocumentHead(sequence, Optional.empty(), END, END.plus(Duration.ofDays(1))),
        new Polling(7200, 600),
        day,
        batches,
        new TreeMap<>(),
        List.of());
  }

  private static ListedFilter listedFilter(int number) {
    byte[] bytes = filter(number);
    return new ListedFilter(
        DocumentNames.filterUriInList(name(number)), ContentHash.of(bytes).start(), bytes.length);
  }

  private static ListedObject object(String uri, byte[] bytes) {
    return new ListedObject(uri, ContentHash.of(bytes), bytes.length);
  }

  /** Stores it; replaces what is there. */
  void json(String object, byte[] bytes) throws IOException {
    put(object, bytes, "application/json", Map.of());
  }

  /** Stores or replaces an object that names another. */
  void alias(String object, String target) throws IOException {
    put(object, target.getBytes(US_ASCII), DocumentNames.ALIAS_MEDIA_TYPE, Map.of());
  }

  private void put(String object, byte[] bytes, String type, Map<String, String> more)
      throws IOException {
    var metadata = new HashMap<>(more);
    metadata.put(DocumentNames.HASH_METADATA, ContentHash.of(bytes).text());
    var content = Content.of(bytes, type, "no-store", metadata);
    var there = store.head("public/" + object);
    if (there.isPresent()) {
      store.putIfMatch("public/" + object, there.get().etag(), content);
    } else {
      store.putIfAbsent("public/" + object, content);
    }
  }

  static byte[] gunzip(byte[] bytes) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
