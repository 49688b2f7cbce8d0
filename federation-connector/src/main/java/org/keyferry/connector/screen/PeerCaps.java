package org.keyferry.connector.screen;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the feeds of each peer let in together: a cap is the peer's, however many feeds it offers.
 * All feeds of a peer are read in one place.
 */
public final class PeerCaps {
  private final KeyCaps caps;

  /** What each feed let in, by peer and feed. */
  private final Map<String, Map<String, KeyLedger>> peers = new HashMap<>();

  public PeerCaps(KeyCaps caps) {
    this.caps = caps;
  }

  /** Begins to count a feed, with what it let in before. */
  public synchronized void begin(String peer, String feed, KeyLedger before) {
    peers.computeIfAbsent(peer, any -> new HashMap<>()).put(feed, before);
  }

  /** Counts the feed no more. */
  public synchronized void end(String peer, String feed) {
    peers.computeIfPresent(
        peer,
        (id, feeds) -> {
          feeds.remove(feed);
          return feeds.isEmpty() ? null : feeds;
        });
  }

  /**
   * Counts keys of a feed as let in, unless they would be too many for its peer now.
   *
   * @param before what the feed let in, as it is committed
   * @return why they would be too many; empty if they are let in
   */
  public synchronized Optional<String> letIn(
      String peer, String feed, KeyLedger before, long keys, Instant now) {
    Map<String, KeyLedger> feeds = peers.computeIfAbsent(peer, any -> new HashMap<>());
    feeds.put(feed, before);
    KeyLedger all = feeds.values().stream().reduce(KeyLedger.EMPTY, KeyLedger::and);
    Optional<String> excess = all.excess(keys, now, caps);
    if (excess.isEmpty()) {
      feeds.put(feed, before.plus(keys, now));
    }
    return excess;
  }
}
