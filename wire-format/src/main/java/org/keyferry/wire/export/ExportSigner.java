package org.keyferry.wire.export;

import java.io.IOException;

/** One signing key: a file, a hardware module, or signatures made before. */
public interface ExportSigner {

  /** The name under which phones know the public key. */
  SigningKeyId keyId();

  /**
   * Signs a SHA-256 with ECDSA on P-256.
   *
   * @param sha256 the 32 bytes; not changed
   * @return DER {@code SEQUENCE { r, s }}
   * @throws IOException if the key can't be used now
   */
  byte[] sign(byte[] sha256) throws IOException;
}
