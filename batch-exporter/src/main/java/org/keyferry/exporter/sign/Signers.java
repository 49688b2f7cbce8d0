package org.keyferry.exporter.sign;

import java.security.interfaces.ECPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningKeyId;

/**
 * The signing keys, each of which has proved that it signs for its public key.
 *
 * @param all newest first
 */
public record Signers(List<KeySigner> all) {

  public Signers {
    all = List.copyOf(all);
  }

  /** What phones know. */
  public Map<SigningKeyId, ECPublicKey> publicKeys() {
    var keys = new HashMap<SigningKeyId, ECPublicKey>();
    all.forEach(signer -> keys.put(signer.keyId(), signer.publicKey()));
    return keys;
  }
}
