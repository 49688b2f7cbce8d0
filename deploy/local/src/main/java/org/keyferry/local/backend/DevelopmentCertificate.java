package org.keyferry.local.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.export.SigningKeys;

/**
 * A certificate that issued itself, for TLS on this machine and for batches: peers pin it, as they
 * pin those of other backends.
 *
 * <p>out: PEM files, and the same as PKCS#12
 */
public final class DevelopmentCertificate {
  /** The certificate. */
  public static final String CERTIFICATE = "certificate.pem";

  static final String PRIVATE_KEY = "private.pem";

  /** Both of them, for who reads PKCS#12. */
  public static final String KEY_STORE = "certificate.p12";

  private static final String PASSWORD = "certificate.password";
  private static final int PASSWORD_BYTES = 16;

  private static final int SERIAL_BITS = 64;
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private DevelopmentCertificate() {}

  /** Makes certificate and key if the directory has none. */
  public static void ensure(Path directory, String subject) throws IOException {
    PrivateFiles.createDirectory(directory);
    Path privateKey = directory.resolve(PRIVATE_KEY);
    // The private key comes last: a pair that was half written is made anew.
    if (!Files.exists(privateKey)) {
      KeyPair keys = SigningKeys.generate();
      X509CertificateHolder certificate = certificate(keys, new X500Name(subject));
      PrivateFiles.write(directory.resolve(CERTIFICATE), pem(certificate));
      writeKeyStore(directory, keys, certificate);
      SigningKeys.writePrivate(privateKey, keys.getPrivate());
    }
  }

  /** The password of the key store. */
  public static String password(Path directory) throws IOException {
    return Files.readString(directory.resolve(PASSWORD));
  }

  private static void writeKeyStore(Path directory, KeyPair keys, X509CertificateHolder certificate)
      throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    var bytes = new ByteArrayOutputStream();
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var chain = new Certificate[] {new JcaX509CertificateConverter().getCertificate(certificate)};
      store.setKeyEntry("backend", keys.getPrivate(), password.toCharArray(), chain);
      store.store(bytes, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK writes PKCS#12", e);
    }
    PrivateFiles.write(directory.resolve(PASSWORD), password);
    PrivateFiles.write(directory.resolve(KEY_STORE), bytes.toByteArray());
  }

  private static X509CertificateHolder certificate(KeyPair keys, X500Name subject)
      throws IOException {
    // Some clocks are a little behind.
    Instant from = Clock.systemUTC().instant().minus(Duration.ofHours(1));
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            });
    try {
      return new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(SERIAL_BITS, new SecureRandom()),
              Date.from(from),
              Date.from(from.plus(VALIDITY)),
              subject,
              keys.getPublic())
          .addExtension(Extension.subjectAlternativeName, false, names)
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
