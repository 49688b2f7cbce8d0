package org.keyferry.wire.document;

import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Optional;
import org.keyferry.wire.export.SigningKeyId;

/**
 * A key that signs export files, as readers are told of it.
 *
 * @param id as files and documents name it
 * @param publicKey on P-256
 * @param state what it does
 * @param from end of the first window that it signs, if there is one
 * @param thru end of the first window that it signs no more, if there is one
 */
public record PublishedKey(
    SigningKeyId id,
    ECPublicKey publicKey,
    State state,
    Optional<Instant> from,
    Optional<Instant> thru) {

  /** What a key does at the moment. */
  public enum State {
    /** It signs what is published now. */
    CURRENT("current"),
    /** It will sign. */
    ANNOUNCED("announced"),
    /** It signs nothing new; files that it signed may still be there. */
    ENDED("ended"),
    /** It signs nothing, and what it signed is not to be trusted. */
    REVOKED("revoked");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As documents have it. */
    public String word() {
      return word;
    }
  }

  /** Whether signatures of it are to be believed. */
  public boolean isTrusted() {
    return state != State.REVOKED;
  }
}
