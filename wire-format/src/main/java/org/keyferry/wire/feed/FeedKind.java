package org.keyferry.wire.feed;

/** Who reads a feed, which decides the keys that may belong to it. */
public enum FeedKind {
  /**
   * Phones. Holds local keys, and remote ones whose regions of interest contain the feed's region
   * or that state none: one mixed set, without origin or regions.
   */
  PUBLIC,

  /** Any peer of the cluster. Holds local keys with consent. */
  ALL_TO_ALL,

  /** The peer of one region. Holds local keys with consent whose declared regions contain it. */
  REGIONAL,

  /** A hub. Holds local keys with consent. */
  HUB,

  /**
   * A hub or peer that is told what others told us. Holds remote keys alone, of sources that the
   * plan names, and by region of interest.
   */
  GATEWAY;

  /** Whether phones read it, and with them anybody. */
  public boolean isPublic() {
    return this == PUBLIC;
  }

  /** Whether peers find it by its kind and region. */
  public boolean hasAddress() {
    return this == ALL_TO_ALL || this == REGIONAL;
  }

  /** Whether its format may have an origin and visited countries. */
  public boolean namesPlaces() {
    return this == HUB || this == GATEWAY;
  }

  /** Whether keys that entered by our own gateway may belong to it. */
  public boolean takesLocal() {
    return this != GATEWAY;
  }

  /** Whether keys that came from another backend may belong to it. */
  public boolean takesRemote() {
    return this == PUBLIC || this == GATEWAY;
  }
}
