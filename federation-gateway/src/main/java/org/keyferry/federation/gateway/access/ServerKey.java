package org.keyferry.federation.gateway.access;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * With what the server shows who it is.
 *
 * @param key its private key
 * @param chain its certificate, then those between it and its root
 */
record ServerKey(PrivateKey key, List<X509Certificate> chain) {
  ServerKey {
    chain = List.copyOf(chain);
  }

  /** Whether the key is the one of the certificate; if not, handshakes alone would tell. */
  boolean isPair() throws GeneralSecurityException {
    var signing =
        Signature.getInstance(
            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    signing.initSign(key);
    byte[] signature = signing.sign();
    signing.initVerify(chain.getFirst().getPublicKey());
    return signing.verify(signature);
  }
}
