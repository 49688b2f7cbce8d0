package org.keyferry.wire.filter;

import java.util.Optional;
import java.util.stream.Stream;

/** How the body of a filter is made. */
public enum FilterKind {
  /** Three cells of which the exclusive or is the fingerprint: small, and three looks for an item. */
  BINARY_FUSE(1),
  /** A fingerprint in one of two buckets of four cells. */
  CUCKOO(2),
  /** Sorted numbers, of which the differences are stored: smallest, and must be read through. */
  GOLOMB(3);

  private final int code;

  FilterKind(int code) {
    this.code = code;
  }

  /** What the header calls it. */
  public int code() {
    return code;
  }

  static Optional<FilterKind> of(int code) {
    return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
  }
}
