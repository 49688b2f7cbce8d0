package org.keyferry.wire.document;

import java.time.Instant;
import java.util.Optional;
import org.keyferry.wire.Problem;

/**
 * What lets a reader notice that a document is old, replaced by another, or not the one that
 * follows.
 *
 * @param sequence from 1, one more with each document of the address
 * @param previous hash of the JSON bytes of the document before; empty where there was none
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds; from then on it is not to be believed
 */
public record DocumentHead(
    long sequence, Optional<ContentHash> previous, Instant issuedAt, Instant expiresAt) {

  /**
   * @throws IllegalArgumentException if the sequence is below 1 or it expires before it is issued
   */
  public DocumentHead {
    if (sequence < 1) {
      throw refused("sequence", "1 or more", String.valueOf(sequence));
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw refused("expires_at", "later than issued_at, " + issuedAt, expiresAt.toString());
    }
  }

  private static IllegalArgumentException refused(String what, String expected, String actual) {
    return new IllegalArgumentException(
        new Problem(what, "document", expected, actual).toString());
  }
}
