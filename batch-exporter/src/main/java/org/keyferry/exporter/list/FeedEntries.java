package org.keyferry.exporter.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedFilter;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.RevokedBatch;
import org.keyferry.wire.feed.BatchWindow;

/**
 * What a list says of the batches of a feed. Pure, given the clock of the retention.
 *
 * <p>in: records of {@code batches.published}; out: entries without gap or overlap, newest first
 */
final class FeedEntries {
  private final ReaderNames names;
  private final Retention retention;

  /**
   * @param records of one feed, in the order of their sequences
   */
  FeedEntries(List<PublishedBatch> records, Retention retention) {
    this.names = new ReaderNames(records);
    this.retention = retention;
  }

  /** The entries. */
  List<ListedBatch> batches() {
    var entries = new ArrayList<ListedBatch>();
    for (ListedBatch entry : ofWindows().values()) {
      if (!entries.isEmpty()) {
        ListedBatch before = entries.getLast();
        Instant known = before.window().end();
        Instant begin = entry.window().start();
        if (known.isAfter(begin)) {
          // Buckets of a feed follow each other; what does not is named by index.txt alone.
          continue;
        }
        if (known.isBefore(begin)) {
          entries.add(empty(new BatchWindow(known, begin), before.sequence(), List.of()));
        }
      }
      entries.add(entry);
    }
    Collections.reverse(entries);
    return entries;
  }

  /** By the start of the window; none that is expired and older than all others. */
  private SortedMap<Instant, ListedBatch> ofWindows() {
    var windows = new TreeMap<Instant, List<PublishedBatch>>();
    for (PublishedBatch batch : names.records()) {
      if (ReaderNames.isOfWindow(batch)) {
        windows
            .computeIfAbsent(ReaderNames.window(batch).start(), start -> new ArrayList<>())
            .add(batch);
      }
    }
    var entries = new TreeMap<Instant, ListedBatch>();
    for (Map.Entry<Instant, List<PublishedBatch>> each : windows.entrySet()) {
      boolean isExpired = each.getValue().stream().allMatch(this::isOver);
      if (isExpired && entries.isEmpty()) {
        continue;
      }
      PublishedBatch newest = each.getValue().getLast();
      entries.put(
          each.getKey(),
          isExpired
              ? empty(ReaderNames.window(newest), newest.getSequence(), List.of())
              : entry(each.getValue()));
    }
    return entries;
  }

  private boolean isOver(PublishedBatch batch) {
    return retention.ofSeconds(batch.getRetentionSeconds()).isOver(ReaderNames.window(batch));
  }

  /** A window without keys. */
  static ListedBatch empty(BatchWindow window, long sequence, List<BatchName> withdrawn) {
    BatchName name = withdrawn.isEmpty() ? BatchName.of(window.end()) : withdrawn.getLast();
    return new ListedBatch(
        name,
        sequence,
        window,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        withdrawn);
  }

  /** The one that counts of a window's batches, or that there is none any more. */
  private ListedBatch entry(List<PublishedBatch> ofWindow) {
    PublishedBatch batch =
        ofWindow.stream()
            .filter(each -> !each.hasWithdrawal())
            .max(Comparator.comparingLong(PublishedBatch::getSequence))
            .orElse(null);
    if (batch == null) {
      PublishedBatch last = ofWindow.getLast();
      return empty(ReaderNames.window(last), last.getSequence(), List.of(names.of(last)));
    }
    return new ListedBatch(
        names.of(batch),
        batch.getSequence(),
        ReaderNames.window(batch),
        batch.getKeys(),
        batch.hasData() ? Optional.of(data(batch)) : Optional.empty(),
        batch.hasData() && batch.hasFilter() ? Optional.of(filter(batch)) : Optional.empty(),
        0,
        ofWindow.stream()
            .filter(each -> each.getWithdrawal().getBySequence() == batch.getSequence())
            .map(names::of)
            .findFirst(),
        List.of());
  }

  private ListedObject data(PublishedBatch batch) {
    return object(DocumentNames.dataUriInList(names.of(batch)), batch.getData());
  }

  private ListedFilter filter(PublishedBatch batch) {
    PublishedData filter = batch.getFilter().getObject();
    return new ListedFilter(
        DocumentNames.filterUriInList(names.of(batch)),
        ContentHash.ofDigest(filter.getSha256()).start(),
        filter.getSizeBytes());
  }

  private static ListedObject object(String uri, PublishedData object) {
    return new ListedObject(uri, ContentHash.ofDigest(object.getSha256()), object.getSizeBytes());
  }

  /** What was withdrawn or corrected and is not expired, newest first. */
  List<RevokedBatch> revoked() {
    return names.records().stream()
        .filter(batch -> batch.hasWithdrawal() && !isOver(batch))
        .map(batch ->
            new RevokedBatch(
                names.of(batch),
                batch.hasData()
                    ? Optional.of(ContentHash.ofDigest(batch.getData().getSha256()))
                    : Optional.empty(),
                Instant.ofEpochSecond(batch.getWithdrawal().getAtSeconds())))
        .sorted(Comparator.comparing(RevokedBatch::at).thenComparing(RevokedBatch::id).reversed())
        .toList();
  }
}
