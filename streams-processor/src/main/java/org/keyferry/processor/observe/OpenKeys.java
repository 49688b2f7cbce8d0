package org.keyferry.processor.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.keyferry.processor.feed.FeedSet;

/**
 * How many keys one task has of each grain that no batch holds yet, for each feed by itself: the
 * sets of feeds that keys may have are far too many to be counted. Written by the task's thread,
 * read by any.
 */
public final class OpenKeys {
  /** Takes a count. */
  @FunctionalInterface
  interface Count {
    /**
     * Takes the count of one grain.
     *
     * @param grainStart start of the release grain, seconds since the epoch
     * @param keys how many keys of the feed wait for it
     */
    void take(long grainStart, long keys);
  }

  private final Map<Long, Map<String, LongAdder>> byGrain = new ConcurrentHashMap<>();

  /** Adds so many keys to each of their feeds, or takes them away if negative. */
  public void add(long grainStart, FeedSet feeds, long keys) {
    var byFeed = byGrain.computeIfAbsent(grainStart, grain -> new ConcurrentHashMap<>());
    for (String feed : feeds.ids()) {
      byFeed.computeIfAbsent(feed, id -> new LongAdder()).add(keys);
    }
  }

  /** Forgets the feed's keys of the grains that start before the instant. */
  public void forgetBefore(long grainStart, String feed) {
    byGrain.forEach((grain, byFeed) -> {
      if (grain < grainStart) {
        byFeed.remove(feed);
      }
    });
    byGrain.entrySet().removeIf(e -> e.getKey() < grainStart && e.getValue().isEmpty());
  }

  /** Forgets all grains that start before the instant. */
  public void forgetBefore(long grainStart) {
    byGrain.keySet().removeIf(grain -> grain < grainStart);
  }

  /** The counts of a feed, grain by grain. */
  void forEach(String feed, Count each) {
    byGrain.forEach((grain, byFeed) -> {
      LongAdder keys = byFeed.get(feed);
      if (keys != null) {
        each.take(grain, keys.sum());
      }
    });
  }

  /** How many keys of the grain the feed has. */
  public long count(String feed, long grainStart) {
    LongAdder keys = byGrain.getOrDefault(grainStart, Map.of()).get(feed);
    return keys == null ? 0 : keys.sum();
  }

  /** How many counts there are. */
  int size() {
    return byGrain.values().stream().mapToInt(Map::size).sum();
  }
}
