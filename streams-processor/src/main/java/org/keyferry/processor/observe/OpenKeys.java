package org.keyferry.processor.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.keyferry.processor.feed.FeedSet;

/**
 * How many keys one task has of each grain that no batch holds yet. Written by the task's thread,
 * read by any.
 */
public final class OpenKeys {
  /**
   * Keys of one grain with the same feeds.
   *
   * @param grainStart start of the release grain, seconds since the epoch
   * @param feeds the feeds that they belong to
   */
  public record Slot(long grainStart, FeedSet feeds) {}

  private final Map<Slot, LongAdder> counts = new ConcurrentHashMap<>();

  /** Adds so many keys, or takes them away if negative. */
  public void add(long grainStart, FeedSet feeds, long keys) {
    counts.computeIfAbsent(new Slot(grainStart, feeds), slot -> new LongAdder()).add(keys);
  }

  /** Forgets the grains that start before the instant, where a feed set holds the feed. */
  public void forgetBefore(long grainStart, String feed) {
    counts.keySet().removeIf(s -> s.grainStart() < grainStart && s.feeds().ids().contains(feed));
  }

  /** Forgets all grains that start before the instant. */
  public void forgetBefore(long grainStart) {
    counts.keySet().removeIf(slot -> slot.grainStart() < grainStart);
  }

  void forEach(ObjLongConsumer<Slot> each) {
    counts.forEach((slot, keys) -> each.accept(slot, keys.sum()));
  }
}
