package org.keyferry.exporter.sign;

import java.security.interfaces.ECPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.feed.BatchWindow;

/**
 * The signing keys, each of which has proved that it signs for its public key.
 *
 * @param all newest first
 */
public record Signers(List<SigningTerm> all) {

  public Signers {
    all = List.copyOf(all);
  }

  /**
   * The keys that sign a batch of that window, newest first.
   *
   * @throws SigningFailed if there is none: the batch waits until the settings have one
   */
  public List<KeySigner> of(BatchWindow window) throws SigningFailed {
    var signers =
        all.stream()
            .filter(term -> term.covers(window.end()))
            .map(SigningTerm::signer)
            .flatMap(Optional::stream)
            .toList();
    if (signers.isEmpty()) {
      throw new SigningFailed(
          new Problem(
              "signing keys",
              "keyferry.exporter.signing-keys",
              "one whose from and thru cover the end of window " + window,
              "none"));
    }
    return signers;
  }

  /** What phones know, keys that have ended included. */
  public Map<SigningKeyId, ECPublicKey> publicKeys() {
    var keys = new HashMap<SigningKeyId, ECPublicKey>();
    all.forEach(term -> keys.put(term.keyId(), term.publicKey()));
    return keys;
  }
}
