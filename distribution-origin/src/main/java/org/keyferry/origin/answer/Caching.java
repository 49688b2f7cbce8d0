package org.keyferry.origin.answer;

import org.keyferry.origin.address.Address.Pace;

/** How long answers may be kept. */
public enum Caching {
  /** As long as one likes. */
  FIXED,
  /** Until the next batch may come. */
  INDEX,
  /** A little shorter than that. */
  NEWEST,
  /** Some minutes. */
  AGGREGATE;

  /** That of an alias. */
  public static Caching of(Pace pace) {
    return switch (pace) {
      case NEWEST -> NEWEST;
      case AGGREGATE -> AGGREGATE;
      case NEVER -> FIXED;
    };
  }

  /** Whether the address never has other bytes. */
  boolean isFixed() {
    return this == FIXED;
  }

  /** Whether the address has what another address has, too, for a time. */
  boolean isAlias() {
    return this == NEWEST || this == AGGREGATE;
  }
}
