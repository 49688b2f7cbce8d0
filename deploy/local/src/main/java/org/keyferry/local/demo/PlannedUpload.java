package org.keyferry.local.demo;

import java.util.List;
import org.keyferry.local.upload.UploadKey;

/**
 * An upload that is going to be made.
 *
 * @param patient who makes it
 * @param kind what is special about it
 * @param keys what it sends
 */
record PlannedUpload(Person patient, Kind kind, List<UploadKey> keys) {
  /** What is special about an upload. */
  enum Kind {
    /** Every key of the past days. */
    PLAIN,
    /** The same keys once more, as after an answer that got lost. */
    REPEATED,
    /** Every key of the past days, and today's, which is still in use. */
    WITH_KEY_IN_USE,
    /** Every key of the past days, and one of 15 bytes. */
    WITH_MALFORMED_KEY
  }

  PlannedUpload {
    keys = List.copyOf(keys);
  }

  /** How many of the keys the gateway has to acknowledge. */
  int acceptable() {
    return kind == Kind.WITH_MALFORMED_KEY ? keys.size() - 1 : keys.size();
  }
}
