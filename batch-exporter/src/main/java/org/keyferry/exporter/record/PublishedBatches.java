package org.keyferry.exporter.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.wire.export.ObjectNames;

/** What {@code batches.published} says: every batch that is published and not expired. */
public final class PublishedBatches {
  private final Map<String, NavigableMap<Long, PublishedBatch>> byFeed = new HashMap<>();

  /** Takes a batch that was published. */
  public synchronized void put(PublishedBatch batch) {
    byFeed
        .computeIfAbsent(batch.getFeed(), feed -> new TreeMap<>())
        .put(batch.getSequence(), batch);
  }

  /** Takes the expiry of a batch. */
  public synchronized void remove(BatchId id) {
    var feed = byFeed.get(id.feed());
    if (feed != null) {
      feed.remove(id.sequence());
    }
  }

  /** What was published as that batch. */
  public synchronized Optional<PublishedBatch> find(BatchId id) {
    return Optional.ofNullable(byFeed.get(id.feed())).map(feed -> feed.get(id.sequence()));
  }

  /** The highest sequence of the feed; 0 if there is none. */
  public synchronized long lastSequence(String feed) {
    var batches = byFeed.get(feed);
    return batches == null || batches.isEmpty() ? 0 : batches.lastKey();
  }

  /**
   * The batches with the numbers of their chunks: those that they had, if they were recorded
   * before, else the next of the feed. A number is never below the batch's own, so that a feed of
   * which all is forgotten doesn't begin at 1 again.
   */
  synchronized List<PublishedBatch> numbered(List<PublishedBatch> batches) {
    var numbered = new ArrayList<PublishedBatch>();
    for (PublishedBatch batch : batches) {
      var before = find(new BatchId(batch.getFeed(), batch.getSequence()));
      long first = before.map(PublishedBatch::getFirstChunk).orElseGet(() -> nextChunk(batch));
      numbered.add(batch.toBuilder().setFirstChunk(first).build());
    }
    return numbered;
  }

  private long nextChunk(PublishedBatch batch) {
    var feed = byFeed.get(batch.getFeed());
    var before = feed == null ? null : feed.lowerEntry(batch.getSequence());
    long next =
        before == null
            ? 0
            : before.getValue().getFirstChunk() + Math.max(1, before.getValue().getObjectsCount());
    return Math.max(next, batch.getSequence());
  }

  /** The names of all objects of the feed, as its indexes list them. */
  public synchronized List<String> names(String feed) {
    return byFeed.getOrDefault(feed, new TreeMap<>()).values().stream()
        .filter(batch -> !batch.hasWithdrawal())
        .flatMap(batch -> batch.getObjectsList().stream())
        .map(PublishedObject::getName)
        .toList();
  }

  /**
   * The highest number of any file of that window, of batches before the sequence; 0 if there is
   * none.
   */
  public synchronized int lastFileNumber(PublishedBatch ofWindow, long before) {
    return byFeed
        .getOrDefault(ofWindow.getFeed(), new TreeMap<>())
        .headMap(before, false)
        .values()
        .stream()
        .filter(batch -> batch.getWindowStartSeconds() == ofWindow.getWindowStartSeconds())
        .filter(batch -> batch.getWindowEndSeconds() == ofWindow.getWindowEndSeconds())
        .flatMap(batch -> batch.getObjectsList().stream())
        .mapToInt(object -> ObjectNames.fileNumber(object.getName()))
        .max()
        .orElse(0);
  }

  /** The batches of the feed, in the order of their sequences. */
  public synchronized List<PublishedBatch> ofFeed(String feed) {
    return List.copyOf(byFeed.getOrDefault(feed, new TreeMap<>()).values());
  }

  /** The feeds that have a batch. */
  public synchronized Set<String> feeds() {
    return byFeed.entrySet().stream()
        .filter(feed -> !feed.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The batches for which the condition holds. */
  public synchronized List<PublishedBatch> where(Predicate<PublishedBatch> condition) {
    var found = new ArrayList<PublishedBatch>();
    byFeed.values().forEach(feed -> feed.values().stream().filter(condition).forEach(found::add));
    return found;
  }

  /** So many batches with the newest windows, newest first. */
  public synchronized List<PublishedBatch> newest(int most) {
    return byFeed.values().stream()
        .flatMap(feed -> feed.descendingMap().values().stream().limit(most))
        .sorted(
            Comparator.comparingLong(PublishedBatch::getWindowEndSeconds)
                .thenComparing(PublishedBatch::getFeed)
                .thenComparingLong(PublishedBatch::getSequence)
                .reversed())
        .limit(most)
        .toList();
  }
}
