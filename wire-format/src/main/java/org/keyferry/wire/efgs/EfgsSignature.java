package org.keyferry.wire.efgs;

import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * The signature of an EFGS batch: standard base64 in one line of the DER of a CMS {@code
 * SignedData} (RFC 5652) over the {@link CanonicalBatch}, detached, with the signer's certificate.
 *
 * <p>Stricter than EFGS itself, as its specification asks: SHA-256 or longer, exactly one signer,
 * exactly one certificate, no revocation lists, no content. Signed attributes may be there or not;
 * the signer may be named by issuer or by key identifier.
 */
public final class EfgsSignature {
  /** The longest one that is read, in characters. One of RSA with 4,096 bits has about 4,000. */
  public static final int LONGEST = 16_384;

  private static final String PLACE = "batchSignature";

  private static final Set<String> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256.getId(),
          NISTObjectIdentifiers.id_sha384.getId(),
          NISTObjectIdentifiers.id_sha512.getId());

  /** With which digest each algorithm goes; those that name none go with each. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256.getId(), NISTObjectIdentifiers.id_sha256.getId(),
          X9ObjectIdentifiers.ecdsa_with_SHA384.getId(), NISTObjectIdentifiers.id_sha384.getId(),
          X9ObjectIdentifiers.ecdsa_with_SHA512.getId(), NISTObjectIdentifiers.id_sha512.getId(),
          PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
              NISTObjectIdentifiers.id_sha256.getId(),
          PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
              NISTObjectIdentifiers.id_sha384.getId(),
          PKCSObjectIdentifiers.sha512WithRSAEncryption.getId(),
              NISTObjectIdentifiers.id_sha512.getId(),
          PKCSObjectIdentifiers.rsaEncryption.getId(), "");

  private final byte[] der;
  private final SignerInformation shape;
  private final X509CertificateHolder holder;
  private final EfgsSigningCertificate signer;

  private EfgsSignature(byte[] der, SignerInformation shape, X509CertificateHolder holder)
      throws UntrustedBatch {
    this.der = der;
    this.shape = shape;
    this.holder = holder;
    this.signer = EfgsSigningCertificate.of(holder);
  }

  /**
   * Reads a signature; nothing is verified yet.
   *
   * @throws UntrustedBatch if it is not what this class describes
   */
  public static EfgsSignature parse(String base64) throws UntrustedBatch {
    byte[] der = decode(base64);
    try {
      var info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(der));
      var cms = new CMSSignedData(info);
      if (cms.getSignedContent() != null) {
        throw refused("content", "none: a detached signature", "content attached");
      }
      var signers = cms.getSignerInfos().getSigners();
      if (signers.size() != 1) {
        throw refused("signers", "exactly one", String.valueOf(signers.size()));
      }
      return new EfgsSignature(der, checked(signers.iterator().next()), certificate(cms));
    } catch (IOException | CMSException | RuntimeException e) {
      throw refused("CMS", "a SignedData in DER", "something else");
    }
  }

  private static byte[] decode(String base64) throws UntrustedBatch {
    if (base64.length() > LONGEST) {
      throw refused(
          "length", "at most " + LONGEST + " characters", base64.length() + " characters");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused("encoding", "standard base64 in one line", "other characters");
    }
  }

  private static SignerInformation checked(SignerInformation signer) throws UntrustedBatch {
    String digest = signer.getDigestAlgOID();
    if (!DIGESTS.contains(digest)) {
      throw refused("digest", "SHA-256, SHA-384 or SHA-512", digest);
    }
    String of = ALGORITHMS.get(signer.getEncryptionAlgOID());
    if (of == null || (!of.isEmpty() && !of.equals(digest))) {
      throw refused(
          "signature algorithm", "ECDSA or RSA with that digest", signer.getEncryptionAlgOID());
    }
    return signer;
  }

  private static X509CertificateHolder certificate(CMSSignedData cms) throws UntrustedBatch {
    var certificates = cms.getCertificates().getMatches(null);
    if (certificates.size() != 1 || !cms.getCRLs().getMatches(null).isEmpty()) {
      throw refused(
          "certificates",
          "the signer's alone, and no revocation lists",
          certificates.size()
              + " certificates, "
              + cms.getCRLs().getMatches(null).size()
              + " revocation lists");
    }
    return certificates.iterator().next();
  }

  /** Under which certificate it says that it is made. */
  public EfgsSigningCertificate signer() {
    return signer;
  }

  /**
   * Verifies the signature over the bytes, and that its certificate holds.
   *
   * @param canonical of {@link CanonicalBatch}
   * @param now at which the certificate must hold
   * @throws UntrustedBatch if either does not
   */
  public void verify(byte[] canonical, Instant now) throws UntrustedBatch {
    if (!shape.getSID().match(holder)) {
      throw refused("signer", "the certificate that is included", "another one");
    }
    signer.checkTerm(now);
    boolean holds;
    try {
      var cms = new CMSSignedData(new CMSProcessableByteArray(canonical), der);
      holds =
          cms.getSignerInfos()
              .iterator()
              .next()
              .verify(new JcaSimpleSignerInfoVerifierBuilder().build(signer.certificate()));
    } catch (CMSException | OperatorCreationException | RuntimeException e) {
      holds = false;
    }
    if (!holds) {
      throw refused("signature", "one over the keys of this batch", "another one");
    }
  }

  private static UntrustedBatch refused(String what, String expected, String actual) {
    return new UntrustedBatch(new Problem(what, PLACE, expected, actual));
  }
}
