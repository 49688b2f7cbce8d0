package org.keyferry.submission.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * A PEM file with the public key of a health authority.
 *
 * <p>in: the file; out: a P-256 public key
 */
record PublicKeyFile(Path path) {
  private static final int P256_BITS = 256;

  /**
   * The key, as an object of the provider that will verify with it: another one's would be
   * converted at each use.
   *
   * @throws InvalidSetting if the file can't be read or holds something else
   */
  ECPublicKey read(Provider provider) {
    try (var parser = new PEMParser(Files.newBufferedReader(path))) {
      if (parser.readObject() instanceof SubjectPublicKeyInfo info
          && new JcaPEMKeyConverter().setProvider(provider).getPublicKey(info)
              instanceof ECPublicKey key
          && key.getParams().getOrder().bitLength() == P256_BITS) {
        return key;
      }
    } catch (IOException e) {
      throw refused(path, e);
    }
    throw refused(path, "something else");
  }

  static InvalidSetting refused(Path path, Exception cause) {
    return refused(path, cause.getClass().getSimpleName());
  }

  private static InvalidSetting refused(Path path, String actual) {
    return new InvalidSetting(
        new Problem(
            "keyferry.gateway.health-authorities[].keys[].public-key-file",
            path.toString(),
            "a readable PEM file with a public key on the curve P-256",
            actual));
  }
}
