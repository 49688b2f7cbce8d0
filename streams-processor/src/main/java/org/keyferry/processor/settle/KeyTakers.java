package org.keyferry.processor.settle;

import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.processor.store.FeedNumbers;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.feed.PlanVersion;

/** Of the feeds that a held key was admitted to, the ones that take it when it is released. */
final class KeyTakers {
  private static final FeedSet NONE = FeedSet.of(List.of());

  private final KeyValueStore<byte[], byte[]> known;
  private final FeedNumbers feedNumbers;
  private ReleaseFeeds releaseFeeds;
  private FeedSet likelyFeeds;
  private KeyProvenance likelyFrom;

  /**
   * @param known the store of known keys
   */
  KeyTakers(KeyValueStore<byte[], byte[]> known, FeedNumbers feedNumbers) {
    this.known = known;
    this.feedNumbers = feedNumbers;
  }

  /** The plan that decides from now on. */
  void follow(PlanVersion follows) {
    if (releaseFeeds == null || releaseFeeds.version() != follows.number()) {
      releaseFeeds = new ReleaseFeeds(follows);
    }
  }

  /** The feeds that the key was admitted to. */
  FeedSet admitted(HeldKey key) {
    likelyFeeds = key.feeds(likelyFeeds);
    return likelyFeeds;
  }

  /** Those that take it now. A revision goes where the key went, which is decided by then. */
  FeedSet of(byte[] keyBytes, HeldKey key) {
    if (key.revises()) {
      byte[] released = known.get(keyBytes);
      return released == null ? NONE : releaseFeeds.existing(feedNumbers.feedsOf(released));
    }
    likelyFrom = key.from(likelyFrom);
    return releaseFeeds.of(admitted(key), likelyFrom, keyBytes);
  }

  /** Remembers that the key is in these feeds only; it may have been revised meanwhile. */
  void narrow(byte[] keyBytes, HeldKey key, FeedSet takers) {
    if (!key.revises() && !takers.equals(admitted(key))) {
      byte[] before = known.get(keyBytes);
      KnownKey stays = before == null ? key.known() : KnownKey.of(before);
      known.put(keyBytes, stays.valueIn(feedNumbers.encode(takers)));
    }
  }

  /** A key that was never released is not known either: it may come again. */
  void forget(byte[] keyBytes, HeldKey key) {
    if (!key.revises()) {
      known.put(keyBytes, null);
    }
  }
}
