package org.keyferry.federation.gateway;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.wire.export.SigningKeys;

/**
 * A certificate made for a test, with its key and those above it.
 *
 * @param keys of the certificate
 * @param chain the certificate, then those above it
 */
public record TestCertificate(KeyPair keys, List<X509Certificate> chain) {
  private static final Duration DAY = Duration.ofDays(1);

  /** One that nobody issued but itself, valid from yesterday until tomorrow. */
  public static TestCertificate selfSigned(String name) {
    Instant now = Instant.now();
    return selfSigned(name, now.minus(DAY), now.plus(DAY));
  }

  public static TestCertificate selfSigned(String name, Instant from, Instant thru) {
    KeyPair keys = SigningKeys.generate();
    return new TestCertificate(
        keys, List.of(new Draft(name, from, thru).issue(keys, new X500Name("CN=" + name), keys)));
  }

  /** A root of a tree. */
  public static TestCertificate root(String name) {
    KeyPair keys = SigningKeys.generate();
    var draft = Draft.ofDays(name).with(Extension.basicConstraints, new BasicConstraints(2));
    return new TestCertificate(keys, List.of(draft.issue(keys, new X500Name("CN=" + name), keys)));
  }

  /** An authority below this one that may issue names of the domain alone. */
  public TestCertificate authority(String name, String domain) {
    var domains = new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain));
    return below(
        Draft.ofDays(name)
            .with(Extension.basicConstraints, new BasicConstraints(0))
            .with(
                Extension.nameConstraints,
                new NameConstraints(new GeneralSubtree[] {domains}, null)));
  }

  /** A certificate below this authority that states the DNS name. */
  public TestCertificate issue(String dnsName) {
    return below(
        Draft.ofDays("region")
            .with(
                Extension.subjectAlternativeName,
                new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName))));
  }

  private TestCertificate below(Draft draft) {
    KeyPair own = SigningKeys.generate();
    var issuer = X500Name.getInstance(chain.getFirst().getSubjectX500Principal().getEncoded());
    var path = new ArrayList<>(List.of(draft.issue(own, issuer, keys)));
    path.addAll(chain);
    return new TestCertificate(own, path);
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Writes the chain and the key as PEM files. */
  public void write(Path certificateFile, Path keyFile) {
    try {
      var text = new StringBuilder();
      for (X509Certificate each : chain) {
        text.append(pem("CERTIFICATE", each.getEncoded()));
      }
      Files.writeString(certificateFile, text);
      Files.writeString(keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    } catch (IOException | CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String type, byte[] encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(encoded));
  }

  /** What a certificate is to say. */
  private record Draft(String name, Instant from, Instant thru, List<Extended> extensions) {
    private record Extended(ASN1ObjectIdentifier id, ASN1Encodable value) {}

    Draft(String name, Instant from, Instant thru) {
      this(
          name,
          from,
          thru,
          List.of(
              new Extended(
                  Extension.subjectAlternativeName,
                  new GeneralNames(
                      new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                      }))));
    }

    static Draft ofDays(String name) {
      Instant now = Instant.now();
      return new Draft(name, now.minus(DAY), now.plus(DAY), List.of());
    }

    Draft with(ASN1ObjectIdentifier id, ASN1Encodable value) {
      var all = new ArrayList<>(extensions);
      all.add(new Extended(id, value));
      return new Draft(name, from, thru, all);
    }

    X509Certificate issue(KeyPair own, X500Name issuer, KeyPair issuerKeys) {
      try {
        var builder =
            new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(from),
                Date.from(thru),
                new X500Name("CN=" + name),
                own.getPublic());
        for (Extended each : extensions) {
          builder.addExtension(each.id(), true, each.value());
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      } catch (CertIOException | OperatorCreationException | CertificateException e) {
        throw new AssertionError(e);
      }
    }
  }
}
