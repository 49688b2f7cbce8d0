package org.keyferry.wire.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.keyferry.wire.edi.EdiHeader;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;

/** Lists for tests. */
final class SampleListing {
  static final Instant END = Instant.parse("2026-11-25T10:00:00Z");

  private SampleListing() {}

  static ContentHash hash(Object of) {
    return ContentHash.of(of.toString().getBytes(UTF_8));
  }

  static DocumentHead head() {
    return new DocumentHead(
        812, Optional.of(hash("811")), END.plusSeconds(5), END.plusSeconds(86_405));
  }

  /** So many batches of that length, all with data and filter. */
  static BatchListing of(int batches, Duration bucket) {
    var all = new ArrayList<ListedBatch>();
    for (int i = 0; i < batches; i++) {
      Instant end = END.minus(bucket.multipliedBy(i));
      all.add(batch(batches - i, new BatchWindow(end.minus(bucket), end)));
    }
    return of(all);
  }

  /**
   * So many batches of 150 to 3,000 keys with the sizes that their objects have, in the second year
   * of their feed.
   */
  static BatchListing varied(int batches, Duration bucket, boolean withFilters) {
    var random = new Random(1);
    var shape = new FilterShape(FilterKind.BINARY_FUSE, 32, ItemKind.PROXIMITY_ID);
    var all = new ArrayList<ListedBatch>();
    for (ListedBatch batch : of(batches, bucket).batches()) {
      int count = random.nextInt(150, 3000);
      int items = count * RollingPeriod.MOST;
      all.add(
          new ListedBatch(
              batch.id(),
              12_000 + batch.sequence(),
              batch.window(),
              count,
              batch
                  .data()
                  .map(data ->
                      new ListedObject(
                          data.uri(),
                          data.hash(),
                          EdiHeader.LENGTH + (long) RecordKind.GAEN.size() * count)),
              batch
                  .filter()
                  .filter(filter -> withFilters)
                  .map(filter ->
                      new ListedFilter(filter.uri(), filter.hash(), shape.fileLength(items))),
              0,
              Optional.empty(),
              List.of()));
    }
    return of(all);
  }

  static BatchListing of(List<ListedBatch> batches) {
    return new BatchListing(
        new Region("NL"),
        "NL",
        head(),
        new Polling(7200, 600),
        Optional.empty(),
        batches,
        new TreeMap<>(),
        List.of());
  }

  static ListedBatch batch(long sequence, BatchWindow window) {
    var id = BatchName.of(window.end());
    return new ListedBatch(
        id,
        sequence,
        window,
        1_234,
        Optional.of(new ListedObject(DocumentNames.dataUriInList(id), hash(sequence), 34_648)),
        Optional.of(
            new ListedFilter(
                DocumentNames.filterUriInList(id), hash("f" + sequence).start(), 812_345)),
        0,
        Optional.empty(),
        List.of());
  }

  static ListedBatch empty(long sequence, BatchWindow window) {
    return new ListedBatch(
        BatchName.of(window.end()),
        sequence,
        window,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        List.of());
  }
}
