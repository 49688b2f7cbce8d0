package org.keyferry.bench.peers;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.wire.export.SigningKeys;

/**
 * A key pair with a certificate that issued itself, for TLS on this machine.
 *
 * @param keys the pair
 * @param certificate of its public key
 */
record PeerIdentity(KeyPair keys, X509Certificate certificate) {
  private static final Duration VALIDITY = Duration.ofDays(30);

  /**
   * A new one.
   *
   * @param number tells it from others
   */
  static PeerIdentity generate(int number, Instant now) {
    KeyPair keys = SigningKeys.generate();
    var name = new X500Name("CN=Backend " + number);
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            });
    try {
      var made =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.valueOf(1L + number),
                  Date.from(now.minus(Duration.ofHours(1))),
                  Date.from(now.plus(VALIDITY)),
                  name,
                  keys.getPublic())
              .addExtension(Extension.subjectAlternativeName, false, names)
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      return new PeerIdentity(keys, new JcaX509CertificateConverter().getCertificate(made));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("every JDK makes certificates", e);
    }
  }

  /** As a store of PKCS#12. */
  KeyStore keyStore(String password) {
    try {
      var store = emptyStore();
      store.setKeyEntry(
          "key", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has PKCS#12", e);
    }
  }

  /** A store that trusts this one alone. */
  KeyStore trusted() {
    try {
      var store = emptyStore();
      store.setCertificateEntry("root", certificate);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has PKCS#12", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
