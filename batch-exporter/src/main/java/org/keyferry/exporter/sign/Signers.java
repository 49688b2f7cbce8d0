package org.keyferry.exporter.sign;

import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Comparator;
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
    List<KeySigner> signers =
        all.stream()
            .filter(term -> term.covers(window.end()))
            .map(SigningTerm::signer)
            .flatMap(Optional::stream)
            .toList();
    if (signers.isEmpty()) {
      signers = inPlaceOfRevoked(window.end());
    }
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

  /**
   * Where each key of a window was revoked, those that came next sign in their place: which ones
   * they are doesn't depend on the hour at which a file is built.
   */
  private List<KeySigner> inPlaceOfRevoked(Instant windowEnd) {
    if (all.stream().noneMatch(term -> term.revoked() && term.isWithin(windowEnd))) {
      return List.of();
    }
    List<SigningTerm> later =
        all.stream()
            .filter(term -> !term.revoked() && term.signer().isPresent())
            .filter(term -> term.from().isAfter(windowEnd))
            .toList();
    var next = later.stream().map(SigningTerm::from).min(Comparator.naturalOrder());
    return later.stream()
        .filter(term -> term.from().equals(next.orElseThrow()))
        .map(SigningTerm::signer)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether any key signs a batch whose window ends then. */
  boolean covers(Instant windowEnd) {
    return all.stream().anyMatch(term -> term.covers(windowEnd));
  }

  /** What phones are to trust: keys that have ended are, revoked ones are not. */
  public Map<SigningKeyId, ECPublicKey> publicKeys() {
    var keys = new HashMap<SigningKeyId, ECPublicKey>();
    all.stream()
        .filter(term -> !term.revoked())
        .forEach(term -> keys.put(term.keyId(), term.publicKey()));
    return keys;
  }
}
