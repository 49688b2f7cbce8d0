package org.keyferry.wire.feed;

/** What a feed that passes on remote keys says of where each comes from. */
public enum ForeignOrigin {
  /** Each key has the origin that its source stated. For hubs of one's own, by agreement. */
  KEEP,
  /** Every key is said to be of the home region. */
  OWN,
  /** Nothing. */
  DROP
}
