package org.keyferry.wire.filter;

import java.util.Optional;
import java.util.stream.Stream;

/** What was hashed to make the items of a filter; each item is a SHA-256 of 32 bytes. */
public enum ItemKind {
  /** An ephemeral identifier of DP-3T and its epoch: {@link Dp3tItems}. */
  EPHEMERAL_ID(1),
  /** A rolling proximity identifier and its interval: {@link GaenItems}. */
  PROXIMITY_ID(2),
  /** A temporary exposure key: tells sets apart, finds no exposure. */
  EXPOSURE_KEY(3),
  /** A temporary contact number. */
  TCN(4);

  private final int code;

  ItemKind(int code) {
    this.code = code;
  }

  /** What the header calls it. */
  public int code() {
    return code;
  }

  static Optional<ItemKind> of(int code) {
    return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
  }
}
