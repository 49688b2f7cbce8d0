package org.keyferry.exporter.expire;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.feed.BatchWindow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is older than the retention, in the order opposite to publishing: first no list and
 * no index names it; when every cached copy of the index has aged out, the object goes; then the record.
 *
 * <p>in: the objects of all folders and {@code batches.published}; out: indexes and lists
 * without expired names, deleted objects, tombstones
 */
public final class ExpirySweep {
  private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);

  /** More wait for the next sweep. */
  private static final int MOST_DELETIONS = 1000;

  private final ObjectStore store;
  private final FeedIndexes indexes;
  private final Lists lists;
  private final PublishedLog log;
  private final Retention retention;
  private final Duration indexMaxAge;

  /** Since when no index names an expired object; after a restart the wait begins anew. */
  private final Map<String, Instant> unnamedSince = new HashMap<>();

  /** The lists of feeds that phones read. */
  @FunctionalInterface
  public interface Lists {
    /** Makes the lists of a feed say nothing of what is expired. */
    void forgetExpired(String feed) throws IOException;
  }

  /**
   * @param indexMaxAge how long caches may show an index that has been replaced
   */
  public ExpirySweep(
      ObjectStore store,
      FeedIndexes indexes,
      Lists lists,
      PublishedLog log,
      Retention retention,
      Duration indexMaxAge) {
    this.store = store;
    this.indexes = indexes;
    this.lists = lists;
    this.log = log;
    this.retention = retention;
    this.indexMaxAge = indexMaxAge;
  }

  /**
   * Does one round.
   *
   * @throws IOException if the store or the brokers fail; the next round goes on from there
   */
  public synchronized void sweep() throws IOException {
    log.catchUp();
    var expired = new ExpiredNames(retention, log.batches());
    var over = new TreeSet<String>();
    for (ObjectFolder folder : ObjectFolder.values()) {
      over.addAll(unname(folder, expired));
    }
    forget(delete(over));
  }

  /** Has no list and no index of the folder name an expired object; the expired ones there. */
  private List<String> unname(ObjectFolder folder, ExpiredNames expired) throws IOException {
    List<String> stored = store.list(folder.prefix()).stream().map(folder::inFolder).toList();
    var feeds = new TreeSet<String>();
    stored.forEach(name -> feeds.add(ExpiredNames.feed(name)));
    List<String> over = stored.stream().filter(name -> expired.contain(folder, name)).toList();
    if (folder == ObjectFolder.PUBLIC) {
      for (String feed : feedsToList(over)) {
        lists.forgetExpired(feed);
      }
    }
    for (String feed : feeds) {
      indexes.in(folder).removeIf(feed, name -> expired.contain(folder, name));
    }
    return over.stream().map(folder::inBucket).toList();
  }

  /** Those of which something is over: an object, or a window that had none. */
  private Set<String> feedsToList(List<String> over) {
    var feeds = new TreeSet<String>();
    over.forEach(name -> feeds.add(ExpiredNames.feed(name)));
    log.batches().where(this::isOver).stream()
        .filter(batch -> ObjectFolder.of(batch.getAudience()) == ObjectFolder.PUBLIC)
        .forEach(batch -> feeds.add(batch.getFeed()));
    return feeds;
  }

  private Set<String> delete(Set<String> expired) throws IOException {
    Instant now = retention.clock().instant();
    unnamedSince.keySet().retainAll(expired);
    var left = new HashSet<String>();
    int deleted = 0;
    for (String name : expired) {
      Instant since = unnamedSince.computeIfAbsent(name, first -> now);
      if (deleted < MOST_DELETIONS && !now.isBefore(since.plus(indexMaxAge))) {
        store.delete(name);
        unnamedSince.remove(name);
        deleted++;
      } else {
        left.add(name);
      }
    }
    if (deleted > 0) {
      LOG.atInfo().addKeyValue("objects", deleted).log("deleted expired export files");
    }
    return left;
  }

  /** Tombstones for the batches that are over and have nothing left in the store. */
  private void forget(Set<String> left) throws IOException {
    for (PublishedBatch batch : log.batches().where(this::isOver)) {
      ObjectFolder folder = ObjectFolder.of(batch.getAudience());
      boolean isGone =
          ExpiredNames.objects(batch).stream()
              .noneMatch(name -> left.contains(folder.inBucket(name)));
      if (isGone) {
        log.expire(new BatchId(batch.getFeed(), batch.getSequence()));
      }
    }
  }

  private boolean isOver(PublishedBatch batch) {
    Retention own = retention.ofSeconds(batch.getRetentionSeconds());
    return own.isOver(
        BatchWindow.ofEpochSeconds(batch.getWindowStartSeconds(), batch.getWindowEndSeconds()));
  }
}
