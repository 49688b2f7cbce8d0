package org.keyferry.submission.revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.key.ExposureKey;

/**
 * What a token says, opened. Prints redacted.
 *
 * @param issued when it was made, to the second
 * @param keys what its holder submitted
 */
record RevisionToken(Instant issued, List<RevisableKey> keys) {
  RevisionToken {
    keys = List.copyOf(keys);
  }

  /** What it says of the key, if it covers it. */
  Optional<RevisableKey> find(ExposureKey key) {
    return keys.stream().filter(covered -> covered.key().equals(key)).findFirst();
  }

  @Override
  public String toString() {
    return "RevisionToken[redacted]";
  }
}
