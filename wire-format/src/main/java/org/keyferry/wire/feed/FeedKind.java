package org.keyferry.wire.feed;

/** Who reads a feed, which decides the keys that belong to it. */
public enum FeedKind {
  /**
   * Phones. Holds local keys, and remote ones whose regions of interest contain the feed's region
   * or that state none: one mixed set, without origin or regions.
   */
  PUBLIC
}
