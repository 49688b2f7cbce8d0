package org.keyferry.local.audit;

import java.time.Instant;

/**
 * What one place holds. No key bytes.
 *
 * @param kind what sort of place it is
 * @param place which one: a topic-partition, a file, an object
 * @param oldest time of the oldest thing in it, or null if there is none
 * @param holdsKeys whether what is in it may be of a key; only then its age matters
 */
record Finding(Kind kind, String place, Instant oldest, boolean holdsKeys) {
  /** Sorts of places, in the order in which keys pass them. */
  enum Kind {
    /** A partition, as clients can read it. */
    TOPIC("topic, read from the broker"),
    /** Segments of a partition on disk, those that wait for their deletion too. */
    SEGMENTS("segment files of the broker"),
    /** Files of a store of the processor. */
    STORE("files of a store"),
    /** A file of the exporter, or a batch that a connector is reading. */
    SPOOL("spool file"),
    /** A file that an origin holds of what the store has, or had. */
    HELD("file held by an origin"),
    /** An object that readers get. */
    OBJECT("object"),
    /** A version that was replaced or deleted. */
    OLD_VERSION("old version of an object"),
    /** An upload in parts that was never completed. */
    UNFINISHED_UPLOAD("unfinished upload");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
