package org.keyferry.wire.peer;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.wire.export.SigningKeys;

/** A certificate with its private key, which can issue others. */
record TestAuthority(X509Certificate certificate, KeyPair keys) {
  /** No path length, no name constraints. */
  static final int UNLIMITED = -1;

  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final Instant BEGIN = SamplePeers.NOW.minus(Duration.ofDays(1));
  private static final Instant END = SamplePeers.NOW.plus(Duration.ofDays(1000));

  static TestAuthority root(String name) {
    var keys = SigningKeys.generate();
    var subject = new X500Principal("CN=" + name + " root");
    return new Issue(subject, keys).authority(UNLIMITED).signedBy(subject, keys);
  }

  /** An authority below it. */
  TestAuthority authority(String name, int pathLength, String... permitted) {
    return issue(name).authority(pathLength).permitting(permitted).signedBy(this);
  }

  /** A certificate of a region below it. */
  TestAuthority region(String... names) {
    return issue("region").named(names).signedBy(this);
  }

  Issue issue(String name) {
    return new Issue(new X500Principal("CN=" + name), SigningKeys.generate());
  }

  byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate that is being made. */
  static final class Issue {
    private final X500Principal subject;
    private final KeyPair keys;
    private Integer pathLength;
    private String[] names = {};
    private String[] permitted = {};
    private KeyPurposeId use;
    private Instant begin = BEGIN;
    private Instant end = END;

    Issue(X500Principal subject, KeyPair keys) {
      this.subject = subject;
      this.keys = keys;
    }

    Issue authority(int length) {
      this.pathLength = length;
      return this;
    }

    Issue named(String... all) {
      this.names = all.clone();
      return this;
    }

    Issue permitting(String... all) {
      this.permitted = all.clone();
      return this;
    }

    Issue forUse(KeyPurposeId purpose) {
      this.use = purpose;
      return this;
    }

    Issue between(Instant first, Instant last) {
      this.begin = first;
      this.end = last;
      return this;
    }

    TestAuthority signedBy(TestAuthority issuer) {
      return signedBy(issuer.certificate().getSubjectX500Principal(), issuer.keys());
    }

    TestAuthority signedBy(X500Principal issuer, KeyPair issuerKeys) {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(begin),
              Date.from(end),
              subject,
              keys.getPublic());
      try {
        extend(builder);
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
        return new TestAuthority(
            new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys);
      } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private void extend(X509v3CertificateBuilder builder) throws CertIOException {
      if (pathLength != null) {
        var constraints =
            pathLength == UNLIMITED ? new BasicConstraints(true) : new BasicConstraints(pathLength);
        builder.addExtension(Extension.basicConstraints, true, constraints);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      }
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, generalNames());
      }
      if (permitted.length > 0) {
        builder.addExtension(Extension.nameConstraints, true, nameConstraints());
      }
      if (use != null) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
      }
    }

    private GeneralNames generalNames() {
      var all = new GeneralName[names.length];
      for (int i = 0; i < names.length; i++) {
        all[i] = new GeneralName(GeneralName.dNSName, names[i]);
      }
      return new GeneralNames(all);
    }

    private NameConstraints nameConstraints() {
      var all = new GeneralSubtree[permitted.length];
      for (int i = 0; i < permitted.length; i++) {
        all[i] = new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted[i]));
      }
      return new NameConstraints(all, null);
    }
  }
}
