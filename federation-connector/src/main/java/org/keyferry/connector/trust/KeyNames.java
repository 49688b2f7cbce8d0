package org.keyferry.connector.trust;

import java.util.Optional;
import org.keyferry.wire.export.SigningKeyId;

/** Names of signing keys in one word, {@code ID-VERSION}, as JWK sets and settings have them. */
public final class KeyNames {

  private KeyNames() {}

  /** The name that the word stands for; empty if it is none. */
  public static Optional<SigningKeyId> parse(String word) {
    int hyphen = word == null ? -1 : word.indexOf('-');
    if (hyphen < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SigningKeyId(word.substring(0, hyphen), word.substring(hyphen + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
