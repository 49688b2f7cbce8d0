package org.keyferry.processor.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.processor.TaskId;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;

/**
 * What the tasks of this process tell about themselves, gathered for operators.
 *
 * <p>in: counts by the stages; out: metrics, open buckets, newest sealed batches
 */
public final class Observation {
  private static final int NEWEST = 20;

  private final LivePlan plan;
  private final InstantSource clock;
  private final ProcessorMetrics metrics;
  private final Map<String, OpenKeys> openByStore = new ConcurrentHashMap<>();
  private final Map<String, List<SealedBucket>> sealedByFeed = new ConcurrentHashMap<>();

  /**
   * @param registry where counters and gauges go
   * @param plan the feeds
   * @param clock tells which buckets are the current ones
   */
  public Observation(MeterRegistry registry, LivePlan plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
    this.metrics = new ProcessorMetrics(registry);
    plan.follow(timeline ->
        timeline
            .newest()
            .plan()
            .feedIds()
            .forEach(feed -> {
              // A feed that has a gauge keeps it.
              Gauge.builder("keyferry.bucket.open.keys", () -> openKeys(feed))
                  .description("Keys that wait for a bucket of the feed to be sealed")
                  .tag("feed", feed)
                  .register(registry);
              metrics.begin(feed);
            }));
  }

  /** The counters. */
  public ProcessorMetrics metrics() {
    return metrics;
  }

  /** Counts of a task's store, empty: a task that comes anew counts what it finds there. */
  public OpenKeys begin(String store, TaskId task) {
    var open = new OpenKeys();
    openByStore.put(store + "/" + task, open);
    return open;
  }

  /** Counts of a task's store that another of its stages has begun. */
  public OpenKeys of(String store, TaskId task) {
    return openByStore.computeIfAbsent(store + "/" + task, name -> new OpenKeys());
  }

  /** The store is gone from this process, unless it came back already. */
  public void end(String store, TaskId task, OpenKeys counts) {
    openByStore.remove(store + "/" + task, counts);
  }

  /** The newest batches of a feed, oldest first. */
  public void sealed(String feed, List<SealedBucket> newest) {
    sealedByFeed.put(feed, List.copyOf(newest));
  }

  /** Every bucket that keys wait for, and each feed's current one; by feed and start. */
  public List<OpenBucket> openBuckets() {
    var open = new ArrayList<OpenBucket>();
    Instant now = clock.instant();
    for (Feed feed : plan.timeline().at(now.getEpochSecond()).plan().feeds()) {
      Map<Instant, Long> keys = new TreeMap<>();
      keys.put(BatchWindow.containing(now, feed.bucket()).start(), 0L);
      forEachOpen(
          feed.id(),
          (grain, count) ->
              keys.merge(BatchWindow.containing(grain, feed.bucket()).start(), count, Long::sum));
      keys.forEach((start, count) ->
          open.add(new OpenBucket(feed.id(), start, start.plus(feed.bucket()), count)));
    }
    return open;
  }

  /** The newest batches of all feeds, newest first, at most 20. */
  public List<SealedBucket> newestSealed() {
    return sealedByFeed.values().stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(SealedBucket::end)
                .thenComparingLong(SealedBucket::sequence)
                .reversed()
                .thenComparing(SealedBucket::feed))
        .limit(NEWEST)
        .toList();
  }

  private long openKeys(String feed) {
    long[] sum = new long[1];
    forEachOpen(feed, (grain, keys) -> sum[0] += keys);
    return sum[0];
  }

  private void forEachOpen(String feed, ObjLongConsumer<Instant> each) {
    for (OpenKeys task : openByStore.values()) {
      task.forEach(
          feed,
          (grainStart, keys) -> {
            if (keys > 0) {
              each.accept(Instant.ofEpochSecond(grainStart), keys);
            }
          });
    }
  }
}
