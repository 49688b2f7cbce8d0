package org.keyferry.wire.export;

import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * Signs with a private key from a PEM file. Nonces are those of RFC 6979, so equal content has
 * equal signatures. For any number of threads.
 */
public final class PemSigner implements KeySigner {
  private final SigningKeyId keyId;
  private final FileKey key;

  PemSigner(SigningKeyId keyId, ECPrivateKeyParameters key) {
    this.keyId = keyId;
    this.key = new FileKey(key);
  }

  /**
   * Reads a private key.
   *
   * @param keyId the name under which phones know the public key
   * @param file PKCS#8 in PEM, not encrypted, P-256
   * @throws UnusableKeyFile if the file can't be read, or holds no such key
   */
  public static PemSigner read(SigningKeyId keyId, Path file) throws UnusableKeyFile {
    var info = SigningKeys.readPrivate(file);
    return new PemSigner(keyId, SigningKeys.privateNumber(info, file));
  }

  @Override
  public SigningKeyId keyId() {
    return keyId;
  }

  /** The public key of the pair, computed from the private one. */
  @Override
  public ECPublicKey publicKey() {
    return key.publicKey();
  }

  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    return key.sign(sha256);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "PemSigner[" + keyId + "]";
  }
}
