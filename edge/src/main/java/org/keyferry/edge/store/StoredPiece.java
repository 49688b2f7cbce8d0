package org.keyferry.edge.store;

import java.time.Instant;

/**
 * Something that a store keeps bytes of, whether or not a reader can see it.
 *
 * @param kind what it is
 * @param name name of the object that it belongs to
 * @param id version or upload; null for objects of a store without versions
 * @param since when it was stored or begun
 */
public record StoredPiece(Kind kind, String name, String id, Instant since) {
  /** What it is. */
  public enum Kind {
    /** What readers get. */
    OBJECT,
    /** A version that was replaced or deleted, or the mark of a deletion. */
    OLD_VERSION,
    /** An upload in parts that was never completed. */
    UNFINISHED_UPLOAD
  }
}
