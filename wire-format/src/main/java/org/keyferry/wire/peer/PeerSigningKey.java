package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.security.interfaces.ECPublicKey;
import org.keyferry.wire.export.SigningKeyId;

/**
 * A key with which a peer signs export files.
 *
 * @param id as its files name it
 * @param publicKey on P-256
 * @param validity when signatures of it are taken; two keys whose times overlap let one follow the
 *     other
 */
public record PeerSigningKey(SigningKeyId id, ECPublicKey publicKey, Validity validity) {
  public PeerSigningKey {
    requireNonNull(id);
    requireNonNull(publicKey);
    requireNonNull(validity);
  }
}
