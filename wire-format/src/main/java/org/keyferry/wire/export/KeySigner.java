package org.keyferry.wire.export;

import java.security.interfaces.ECPublicKey;

/**
 * A signer that holds a private key, or reaches one: unlike a {@link StoredSignature} it signs any
 * digest.
 */
public interface KeySigner extends ExportSigner {

  /** The other half of the key, on P-256. */
  ECPublicKey publicKey();
}
