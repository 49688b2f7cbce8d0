package org.keyferry.wire.feed;

/** What a feed makes of the statement that a person travelled. */
public enum TravellerKeys {
  /** Takes keys with and without it. */
  ALL,
  /** Takes keys with it. */
  ONLY,
  /** Takes keys without it. */
  NONE;

  /** Whether the feed takes a key of a person who travelled, or did not. */
  public boolean takes(boolean traveller) {
    return this == ALL || traveller == (this == ONLY);
  }
}
