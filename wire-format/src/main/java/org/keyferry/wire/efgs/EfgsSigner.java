package org.keyferry.wire.efgs;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.UntrustedBatch;

/** Signs batches as {@link EfgsSignature} reads them, with SHA-256. For any number of threads. */
public final class EfgsSigner {
  private final PrivateKey key;
  private final EfgsSigningCertificate certificate;

  /**
   * @param key of the certificate; may be one that a module keeps
   * @throws UntrustedBatch if the certificate is not as EFGS asks, or of another key
   */
  public EfgsSigner(PrivateKey key, X509Certificate certificate) throws UntrustedBatch {
    this.key = key;
    this.certificate = EfgsSigningCertificate.of(certificate);
    Instant held = certificate.getNotBefore().toInstant();
    byte[] probe = {};
    try {
      EfgsSignature.parse(sign(probe, held)).verify(probe, held);
    } catch (IOException e) {
      throw new UntrustedBatch(
          new Problem("private key", "signing certificate", "one that signs", "a failure"));
    }
  }

  /** The certificate that goes with each signature. */
  public EfgsSigningCertificate certificate() {
    return certificate;
  }

  /**
   * Signs the keys.
   *
   * @param now what the signature says of its time
   * @return base64 in one line, for the header {@code batchSignature}
   * @throws IOException if the key can't be used now
   */
  public String sign(List<EfgsKey> keys, Instant now) throws IOException {
    return sign(CanonicalBatch.of(keys), now);
  }

  private String sign(byte[] canonical, Instant now) throws IOException {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var signer =
          new JcaSignerInfoGeneratorBuilder(digests)
              .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(time(now)))
              .build(
                  new JcaContentSignerBuilder("SHA256with" + algorithm()).build(key),
                  certificate.certificate());
      var cms = new CMSSignedDataGenerator();
      cms.addSignerInfoGenerator(signer);
      cms.addCertificates(new JcaCertStore(List.of(certificate.certificate())));
      byte[] der =
          cms.generate(new CMSProcessableByteArray(canonical), false)
              .toASN1Structure()
              .getEncoded("DER");
      return Base64.getEncoder().encodeToString(der);
    } catch (CMSException | OperatorCreationException | CertificateEncodingException e) {
      throw new IOException("a batch could not be signed", e);
    }
  }

  private String algorithm() {
    return certificate.certificate().getPublicKey().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
  }

  private static AttributeTable time(Instant now) {
    return new AttributeTable(
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(now)))));
  }
}
