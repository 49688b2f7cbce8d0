package org.keyferry.local;

import java.io.FileWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.wire.export.SigningKeys;

/** A certificate of nobody, in PEM. */
final class TestCertificate {
  private TestCertificate() {}

  static void write(Path file, String name) throws IOException {
    var keys = SigningKeys.generate();
    var subject = new X500Principal("CN=" + name);
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(now),
            Date.from(now.plus(Duration.ofDays(1))),
            subject,
            keys.getPublic());
    try (var pem = new JcaPEMWriter(new FileWriter(file.toFile(), StandardCharsets.US_ASCII))) {
      pem.writeObject(
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
