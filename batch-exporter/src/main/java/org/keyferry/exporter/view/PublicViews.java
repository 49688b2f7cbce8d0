package org.keyferry.exporter.view;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.stamp.StampRounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what readers find beside lists follow what is published: of a feed that changed within a
 * second or two, of all now and then. For one thread.
 *
 * <p>in: {@code batches.published}, lists; out: chunks, aggregates
 */
final class PublicViews {
  private static final Logger LOG = LoggerFactory.getLogger(PublicViews.class);

  private final PublishedLog log;
  private final ChunkAliases chunks;
  private final FollowedLists lists;
  private final StampRounds stamps;
  private final MeterRegistry metrics;

  /** How often each feed had changed when all of it was followed. */
  private final Map<String, Long> followed = new HashMap<>();

  /** The chunks of each feed as they were made. */
  private final Map<String, Map<Long, String>> made = new HashMap<>();

  PublicViews(
      PublishedLog log,
      ChunkAliases chunks,
      FollowedLists lists,
      StampRounds stamps,
      MeterRegistry metrics) {
    this.log = log;
    this.chunks = chunks;
    this.lists = lists;
    this.stamps = stamps;
    this.metrics = metrics;
  }

  /** Trusts nothing that it remembers: somebody else may have worked meanwhile. */
  void forget() {
    followed.clear();
    made.clear();
    lists.forget();
  }

  /** Looks at everything again at the next round, changed or not: time passes, too. */
  void lookAgain() {
    followed.clear();
  }

  /** Does one round. */
  void round() {
    try {
      log.catchUp();
    } catch (IOException | KafkaException e) {
      failed("all", e);
      return;
    }
    Map<String, Long> changes = log.batches().changes();
    for (String feed : new TreeSet<>(changes.keySet())) {
      Long now = changes.get(feed);
      if (!now.equals(followed.get(feed)) && follow(feed)) {
        followed.put(feed, now);
      }
    }
  }

  private boolean follow(String feed) {
    try {
      PublishedBatches batches = log.batches();
      var records = batches.ofFeed(feed);
      if (records.stream().allMatch(PublicViews::isPublic)) {
        var wanted = ChunkAliases.chunks(records);
        chunks.refresh(feed, wanted, Optional.ofNullable(made.get(feed)));
        made.put(feed, wanted);
        lists.follow(feed);
        stamps.soon(ObjectFolder.PUBLIC.inBucket(feed + "/"));
      }
      return true;
    } catch (IOException e) {
      made.remove(feed);
      failed(feed, e);
      return false;
    }
  }

  private static boolean isPublic(PublishedBatch batch) {
    return ObjectFolder.of(batch.getAudience()) == ObjectFolder.PUBLIC;
  }

  private void failed(String feed, Exception cause) {
    metrics.counter("keyferry.views.failures").increment();
    LOG.atWarn()
        .addKeyValue("feed", feed)
        .addKeyValue("cause", cause.toString())
        .log("what follows from batches could not be made; the next round tries again");
  }
}
