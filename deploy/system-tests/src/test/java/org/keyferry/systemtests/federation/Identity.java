package org.keyferry.systemtests.federation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.systemtests.backend.PemFiles;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.Thumbprint;

/**
 * A key and the certificate that it issued itself, of a server on this machine, a client or a
 * signer.
 *
 * @param keys on P-256
 * @param certificate known by its thumbprint
 */
record Identity(KeyPair keys, X509Certificate certificate) {
  /** Of every file with a key. */
  static final String PASSWORD = "of-system-tests";

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * A new one.
   *
   * @param subject such as {@code CN=server}
   */
  static Identity of(String subject) {
    KeyPair keys = PemFiles.newPair();
    var name = new X500Name(subject);
    Instant now = Instant.now();
    var draft =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(DAY)),
            Date.from(now.plus(DAY)),
            name,
            keys.getPublic());
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            });
    try {
      draft.addExtension(Extension.subjectAlternativeName, false, names);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new Identity(
          keys, new JcaX509CertificateConverter().getCertificate(draft.build(signer)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("no certificate", e);
    }
  }

  /** As the peers document has it. */
  CertificatePin pin() {
    return CertificatePin.of(Thumbprint.of(certificate));
  }

  ECPublicKey publicKey() {
    return (ECPublicKey) keys.getPublic();
  }

  /** Writes the key in PEM. */
  Path writeKey(Path file) {
    PemFiles.write(file, "PRIVATE KEY", keys.getPrivate());
    return file;
  }

  /** Writes the certificate in PEM. */
  Path writeCertificate(Path file) {
    try {
      String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
      return Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without bytes", e);
    }
  }

  /** Writes both as PKCS#12. */
  Path writeBoth(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "key", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no PKCS#12", e);
    }
  }
}
