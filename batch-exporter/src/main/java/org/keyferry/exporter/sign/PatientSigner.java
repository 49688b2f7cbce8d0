package org.keyferry.exporter.sign;

import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningKeyId;

/**
 * A signer that is asked with patience, so that one refused request does not cost the whole batch
 * that is being built.
 *
 * @param signer in a module or service
 * @param patience how long to ask
 */
record PatientSigner(KeySigner signer, Patience patience) implements KeySigner {
  @Override
  public SigningKeyId keyId() {
    return signer.keyId();
  }

  @Override
  public ECPublicKey publicKey() {
    return signer.publicKey();
  }

  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    return patience.ask(() -> signer.sign(sha256));
  }
}
