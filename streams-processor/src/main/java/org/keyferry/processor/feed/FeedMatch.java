package org.keyferry.processor.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.keyferry.wire.feed.ReleaseRamp;

/**
 * What feeds say of all keys that come from one place. Pure.
 *
 * @param always feeds of every such key
 * @param ramped feeds that take a part of them
 * @param origin of the keys
 */
public record FeedMatch(FeedSet always, List<FeedRule> ramped, String origin) {
  /** What these feeds say. */
  public static FeedMatch of(Collection<FeedRule> feeds, KeyProvenance from) {
    var always = new ArrayList<String>();
    var ramped = new ArrayList<FeedRule>();
    for (FeedRule feed : feeds) {
      if (feed.takes(from)) {
        if (feed.hasRamp(from.origin())) {
          ramped.add(feed);
        } else {
          always.add(feed.id());
        }
      }
    }
    return new FeedMatch(FeedSet.of(always), List.copyOf(ramped), from.origin());
  }

  /** The feeds of the key, of which only the ramped ones ask for its bytes. */
  public FeedSet feeds(byte[] keyData) {
    if (ramped.isEmpty()) {
      return always;
    }
    int place = ReleaseRamp.placeOf(keyData);
    var ids = new ArrayList<>(always.ids());
    for (FeedRule feed : ramped) {
      if (feed.rampTakes(origin, place)) {
        ids.add(feed.id());
      }
    }
    return FeedSet.of(ids);
  }
}
