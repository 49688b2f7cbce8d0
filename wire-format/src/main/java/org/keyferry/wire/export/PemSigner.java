package org.keyferry.wire.export;

import java.nio.file.Path;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * Signs with a private key from a PEM file. Nonces are those of RFC 6979, so equal content has
 * equal signatures. For any number of threads.
 */
public final class PemSigner extends FileKeySigner {
  PemSigner(SigningKeyId keyId, ECPrivateKeyParameters key) {
    super(keyId, key);
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
}
