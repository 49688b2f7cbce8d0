package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.export.KeySigner;

/** Signs content of Bouncy Castle's with one of our keys: ECDSA on P-256 over SHA-256. */
final class KeyContentSigner implements ContentSigner {
  private final KeySigner key;
  private final MessageDigest digest = Sha256.begun();

  KeyContentSigner(KeySigner key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  }

  @Override
  public OutputStream getOutputStream() {
    return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
  }

  @Override
  public byte[] getSignature() {
    try {
      return key.sign(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
