package org.keyferry.local.backend;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.export.SigningKeys;

/**
 * The time-stamp authority of one machine: a certificate that issued itself, for time stamps and
 * nothing else, and its key.
 *
 * <p>out: PEM files
 */
final class DevelopmentTimeStamps {
  static final String CERTIFICATE = "certificate.pem";
  static final String PRIVATE_KEY = "private.pem";

  private static final int SERIAL_BITS = 64;
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private DevelopmentTimeStamps() {}

  /** Makes certificate and key if the directory has none. */
  static void ensure(Path directory) throws IOException {
    PrivateFiles.createDirectory(directory);
    Path privateKey = directory.resolve(PRIVATE_KEY);
    // The private key comes last: a pair that was half written is made anew.
    if (!Files.exists(privateKey)) {
      KeyPair keys = SigningKeys.generate();
      PrivateFiles.write(directory.resolve(CERTIFICATE), pem(certificate(keys)));
      SigningKeys.writePrivate(privateKey, keys.getPrivate());
    }
  }

  private static X509CertificateHolder certificate(KeyPair keys) throws IOException {
    // Some clocks are a little behind.
    Instant from = Clock.systemUTC().instant().minus(Duration.ofHours(1));
    var subject = new X500Name("CN=time stamps");
    try {
      return new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(SERIAL_BITS, new SecureRandom()),
              Date.from(from),
              Date.from(from.plus(VALIDITY)),
              subject,
              keys.getPublic())
          .addExtension(
              Extension.extendedKeyUsage,
              true,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs by ECDSA", e);
    }
  }

  private static String pem(X509CertificateHolder certificate) throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
    }
    return text.toString();
  }
}
