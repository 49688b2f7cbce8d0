package org.keyferry.processor.settle;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyferry.processor.feed.FeedMatch;
import org.keyferry.processor.feed.FeedRule;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.wire.feed.PlanVersion;

/**
 * Which of the feeds that a key was admitted to take it when it is released, by the plan that holds
 * then. Pure, and for one thread: it remembers what it answered.
 */
final class ReleaseFeeds {
  private static final int MOST_REMEMBERED = 4096;

  private final long version;
  private final Map<String, FeedRule> rules;
  private final Map<Question, FeedMatch> remembered = new HashMap<>();

  /** What keys have in common that get the same answer, but for ramps. */
  private record Question(FeedSet feeds, KeyProvenance from) {}

  ReleaseFeeds(PlanVersion version) {
    this.version = version.number();
    rules =
        version.plan().feeds().stream()
            .map(FeedRule::new)
            .collect(Collectors.toUnmodifiableMap(FeedRule::id, rule -> rule));
  }

  /** Number of the plan's version. */
  long version() {
    return version;
  }

  /** Of these feeds the ones that take the key. */
  FeedSet of(FeedSet feeds, KeyProvenance from, byte[] keyData) {
    var question = new Question(feeds, from);
    FeedMatch match = remembered.get(question);
    if (match == null) {
      var candidates = feeds.ids().stream().filter(rules::containsKey).map(rules::get).toList();
      match = FeedMatch.of(candidates, from);
      if (remembered.size() == MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(question, match);
    }
    return match.feeds(keyData);
  }

  /**
   * Of these feeds the ones that there are: whoever has a key gets its revision, whatever it takes
   * by now.
   */
  FeedSet existing(FeedSet feeds) {
    return rules.keySet().containsAll(feeds.ids())
        ? feeds
        : FeedSet.of(feeds.ids().stream().filter(rules::containsKey).toList());
  }
}
