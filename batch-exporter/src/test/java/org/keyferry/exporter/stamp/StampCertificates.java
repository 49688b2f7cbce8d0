package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.export.SigningKeys;

/** Certificates with their keys: roots, authorities for time stamps, and others. */
public record StampCertificates(X509Certificate certificate, KeyPair keys) {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

  /** One that may issue others. */
  static StampCertificates root(String name) {
    return make(name, Optional.empty(), Optional.empty());
  }

  /** One for time stamps that issued itself. */
  public static StampCertificates self(String name) {
    return make(name, Optional.empty(), Optional.of(KeyPurposeId.id_kp_timeStamping));
  }

  /** One for time stamps below this one. */
  StampCertificates authority(String name) {
    return make(name, Optional.of(this), Optional.of(KeyPurposeId.id_kp_timeStamping));
  }

  /** One for servers below this one. */
  StampCertificates server(String name) {
    return make(name, Optional.of(this), Optional.of(KeyPurposeId.id_kp_serverAuth));
  }

  private static StampCertificates make(
      String name, Optional<StampCertificates> issuer, Optional<KeyPurposeId> use) {
    var keys = SigningKeys.generate();
    var subject = new X500Principal("CN=" + name);
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer.map(by -> by.certificate().getSubjectX500Principal()).orElse(subject),
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(FROM),
            Date.from(FROM.plus(Duration.ofDays(36_500))),
            subject,
            keys.getPublic());
    try {
      if (use.isPresent()) {
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use.get()));
      } else {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      var by = issuer.map(StampCertificates::keys).orElse(keys).getPrivate();
      return new StampCertificates(
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by))),
          keys);
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the certificate, in PEM. */
  public Path writeCertificate(Path file) throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return Files.writeString(file, text.toString());
  }

  /** Writes the private key, in PEM. */
  public Path writeKey(Path file) throws IOException {
    SigningKeys.writePrivate(file, keys.getPrivate());
    return file;
  }
}
