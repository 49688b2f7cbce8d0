package org.keyferry.processor.settle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.store.SettleProgress;

/**
 * Which feeds of a grain are told before the others, so that those with few keys, or none, don't
 * wait for one with a million. Pure, and for one thread: it remembers what it answered.
 */
final class FeedsAhead {
  /** A feed with at most this part of the largest feed's keys goes ahead. */
  private static final int PART = 8;

  private static final int MOST_REMEMBERED = 4096;

  private final FeedSet ahead;
  private final boolean aheadTold;
  private final Map<FeedSet, FeedSet> remembered = new HashMap<>();

  FeedsAhead(SettleProgress progress) {
    ahead = progress.ahead();
    aheadTold = progress.aheadTold();
  }

  /**
   * The feeds that are worth a walk of their own: none if everything is done within a step.
   *
   * @param feeds ids of the feeds of the plan
   * @param keys how many keys each has
   * @param mostKeysOfStep how many keys a step takes
   */
  static FeedSet among(Collection<String> feeds, ToLongFunction<String> keys, int mostKeysOfStep) {
    long largest = feeds.stream().mapToLong(keys).max().orElse(0);
    return largest <= mostKeysOfStep
        ? FeedSet.of(List.of())
        : FeedSet.of(
            feeds.stream().filter(feed -> keys.applyAsLong(feed) <= largest / PART).toList());
  }

  /** Of a key's feeds those that are told in this walk. */
  FeedSet told(FeedSet feeds) {
    if (ahead.isEmpty()) {
      return feeds;
    }
    FeedSet told = remembered.get(feeds);
    if (told == null) {
      told = FeedSet.of(told(feeds.ids()));
      if (remembered.size() == MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(feeds, told);
    }
    return told;
  }

  /** Of the feeds those that are told in this walk. */
  List<String> told(Collection<String> feeds) {
    return feeds.stream().filter(feed -> ahead.ids().contains(feed) != aheadTold).toList();
  }
}
