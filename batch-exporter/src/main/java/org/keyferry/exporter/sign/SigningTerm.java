package org.keyferry.exporter.sign;

import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Optional;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningKeyId;

/**
 * When a key signs. Which keys sign a batch follows from its window, not from the hour at which it
 * is built: so a file that is built again is signed by the same keys.
 *
 * @param keyId the name under which phones know the public key
 * @param publicKey what phones know
 * @param signer none if the key has ended, and can only be verified
 * @param from end of the first window whose batch it signs
 * @param thru end of the first window whose batch it signs no more
 * @param revoked signs nothing, and what it signed is not valid
 */
public record SigningTerm(
    SigningKeyId keyId,
    ECPublicKey publicKey,
    Optional<KeySigner> signer,
    Instant from,
    Instant thru,
    boolean revoked) {

  /** Whether it signs a batch whose window ends then. */
  boolean covers(Instant windowEnd) {
    return !revoked && signer.isPresent() && isWithin(windowEnd);
  }

  /** Whether its term has a window that ends then. */
  boolean isWithin(Instant windowEnd) {
    return !windowEnd.isBefore(from) && windowEnd.isBefore(thru);
  }

  /** With what operators have decided. */
  SigningTerm changedBy(SigningTermChange change) {
    return new SigningTerm(
        keyId,
        publicKey,
        signer,
        change.hasFromSeconds() ? Instant.ofEpochSecond(change.getFromSeconds()) : from,
        change.hasThruSeconds() ? Instant.ofEpochSecond(change.getThruSeconds()) : thru,
        revoked || change.getRevoked());
  }
}
