package org.keyferry.exporter.list;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.settings.ListSettings;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedDay;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.document.ListedFilter;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
import org.keyferry.wire.document.RevokedBatch;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.key.Region;

/**
 * Makes drafts of a feed's documents from each other: days and aggregates follow from the list of
 * all. Pure.
 *
 * @param settings when clients are to come again
 * @param aggregates objects with the keys of many batches
 */
record FeedDrafts(ListSettings settings, Aggregates aggregates) {

  /** The list of all batches. */
  BatchListing list(
      Region region, String feed, List<ListedBatch> batches, List<RevokedBatch> revoked) {
    Duration newest =
        batches.isEmpty() ? Duration.ofHours(2) : batches.getFirst().window().length();
    return new BatchListing(
        region,
        feed,
        Draft.NO_HEAD,
        new Polling(settings.nextPoll(newest).toSeconds(), settings.pollJitter(newest).toSeconds()),
        Optional.empty(),
        batches,
        aggregates.of(feed, batches),
        revoked);
  }

  /** The day on which the last second of a window lies. */
  static LocalDate day(Instant windowEnd) {
    return LocalDate.ofInstant(windowEnd.minusSeconds(1), ZoneOffset.UTC);
  }

  /** The days that have batches. */
  static NavigableSet<LocalDate> days(BatchListing list) {
    var days = new TreeSet<LocalDate>();
    list.batches().forEach(batch -> days.add(day(batch.window().end())));
    return days;
  }

  /** Those of the days that have batches, and the days before them, whose documents name them. */
  static List<LocalDate> withDaysBefore(BatchListing list, Collection<LocalDate> changed) {
    NavigableSet<LocalDate> all = days(list);
    var found = new TreeSet<LocalDate>();
    for (LocalDate day : changed) {
      if (all.contains(day)) {
        found.add(day);
      }
      LocalDate before = all.lower(day);
      if (before != null) {
        found.add(before);
      }
    }
    return List.copyOf(found);
  }

  /** The list of a day's batches. */
  static BatchListing ofDay(BatchListing list, LocalDate day) {
    return new BatchListing(
        list.region(),
        list.feed(),
        Draft.NO_HEAD,
        list.polling(),
        Optional.of(new ListedDay(day, Optional.ofNullable(days(list).higher(day)))),
        list.batches().stream()
            .filter(batch -> day(batch.window().end()).equals(day))
            .map(FeedDrafts::inDay)
            .toList(),
        new TreeMap<>(),
        list.revoked().stream()
            .filter(revoked -> day(revoked.id().windowEnd()).equals(day))
            .toList());
  }

  private static ListedBatch inDay(ListedBatch batch) {
    return new ListedBatch(
        batch.id(),
        batch.sequence(),
        batch.window(),
        batch.count(),
        batch.data().map(data -> at(DocumentNames.dataUriInDay(batch.id()), data)),
        batch
            .filter()
            .map(filter ->
                new ListedFilter(
                    DocumentNames.filterUriInDay(batch.id()), filter.hash(), filter.bytes())),
        batch.exposedKeyBits(),
        batch.replaces(),
        batch.withdrawn());
  }

  private static ListedObject at(String uri, ListedObject object) {
    return new ListedObject(uri, object.hash(), object.bytes());
  }

  /** The twin of the index, as far as records tell of its files. */
  static FileIndex twin(String feed, ExportIndex index, List<PublishedBatch> records) {
    var names = new ReaderNames(records);
    Map<String, ListedFile> files = new HashMap<>();
    for (PublishedBatch batch : records) {
      if (batch.getObjectsCount() > 0) {
        BatchName name = names.of(batch);
        batch.getObjectsList().forEach(each -> files.put(each.getName(), file(each, name)));
      }
    }
    var listed = new ArrayList<ListedFile>();
    for (String name : index.names()) {
      if (files.containsKey(name)) {
        listed.add(files.get(name));
      }
    }
    return new FileIndex(feed, Draft.NO_HEAD, ContentHash.of(index.render()), listed);
  }

  private static ListedFile file(PublishedObject object, BatchName batch) {
    return new ListedFile(
        object.getName(), ContentHash.ofDigest(object.getSha256()), object.getSizeBytes(), batch);
  }
}
