package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import org.keyferry.wire.Problem;

/**
 * Gives out no signature that phones would refuse: each is verified with the public key that they
 * know before anything is made of it.
 *
 * @param keyId the name under which phones know the public key
 * @param publicKey what phones know
 * @param signing makes the signatures, in whatever way
 */
public record VerifiedSigner(SigningKeyId keyId, ECPublicKey publicKey, ExportSigner signing)
    implements KeySigner {

  /**
   * {@inheritDoc}
   *
   * @throws SigningFailed if the signature is not one of the public key
   */
  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    byte[] signature = signing.sign(sha256);
    var made =
        new StoredSignature(keyId, ByteString.copyFrom(sha256), ByteString.copyFrom(signature));
    if (!ExportVerifier.isRight(made, publicKey)) {
      throw new SigningFailed(
          new Problem(
              "signature",
              "signer " + keyId,
              "one that the public key of " + keyId + " verifies",
              "one of another key or digest, or no signature in DER"));
    }
    return signature;
  }

  /** Names the key. */
  @Override
  public String toString() {
    return "VerifiedSigner[" + keyId + ", " + signing + "]";
  }
}
