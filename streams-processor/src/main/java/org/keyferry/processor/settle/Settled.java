package org.keyferry.processor.settle;

import java.util.Set;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.store.HeldKey;

/** What settling tells the next stage. Times are seconds since the epoch. */
public sealed interface Settled {
  /**
   * A key is released. Within a grain, keys come in the order of their unsigned bytes.
   *
   * @param grainStart start of its release grain
   * @param feeds the feeds that it belongs to
   * @param revised whether it was released before, and is revised
   * @param key holds it as batches carry it
   */
  record ReleasedKey(long grainStart, FeedSet feeds, boolean revised, HeldKey key)
      implements Settled {}

  /**
   * Every key of the grains within {@code [from, through)} has been told.
   *
   * @param from first second inside
   * @param through first second after
   * @param feeds ids of the feeds that the plan had then
   */
  record SettledRange(long from, long through, Set<String> feeds) implements Settled {}

  /** The step is over: nothing may stay in memory. */
  record StepEnded() implements Settled {}
}
