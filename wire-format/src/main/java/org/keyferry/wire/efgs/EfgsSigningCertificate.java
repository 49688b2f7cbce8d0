package org.keyferry.wire.efgs;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * A certificate under which a country signs batches: X.509 v3 with exactly one C, on an elliptic
 * curve of 256 bits or RSA of 3,072 bits at least. Whether the country is one that we listen to,
 * and the certificate one that it named, is for the caller to say.
 *
 * @param certificate as it came
 * @param country its C
 */
public record EfgsSigningCertificate(X509Certificate certificate, String country) {
  private static final int LEAST_EC_BITS = 256;
  private static final int LEAST_RSA_BITS = 3072;
  private static final String PLACE = "signing certificate";

  /**
   * Looks at a certificate.
   *
   * @throws UntrustedBatch if no country may sign under it
   */
  public static EfgsSigningCertificate of(X509CertificateHolder holder) throws UntrustedBatch {
    try {
      RDN[] countries = holder.getSubject().getRDNs(BCStyle.C);
      if (countries.length != 1 || countries[0].isMultiValued()) {
        throw refused("subject", "exactly one C", countries.length + " of them");
      }
      String country = IETFUtils.valueToString(countries[0].getFirst().getValue());
      var certificate = new JcaX509CertificateConverter().getCertificate(holder);
      checkKey(certificate);
      return new EfgsSigningCertificate(certificate, country);
    } catch (CertificateException | RuntimeException e) {
      throw refused("certificate", "an X.509 certificate", "one that can't be read");
    }
  }

  /**
   * Looks at a certificate.
   *
   * @throws UntrustedBatch if no country may sign under it
   */
  public static EfgsSigningCertificate of(X509Certificate certificate) throws UntrustedBatch {
    try {
      return of(new X509CertificateHolder(certificate.getEncoded()));
    } catch (IOException | CertificateException e) {
      throw refused("certificate", "an X.509 certificate", "one that can't be encoded");
    }
  }

  private static void checkKey(X509Certificate certificate) throws UntrustedBatch {
    switch (certificate.getPublicKey()) {
      case ECPublicKey key ->
          least("EC", LEAST_EC_BITS, key.getParams().getCurve().getField().getFieldSize());
      case RSAPublicKey key -> least("RSA", LEAST_RSA_BITS, key.getModulus().bitLength());
      default -> throw refused("public key", "EC or RSA", "another algorithm");
    }
  }

  private static void least(String algorithm, int least, int bits) throws UntrustedBatch {
    if (bits < least) {
      throw refused("public key", algorithm + " of " + least + " bits or more", bits + " bits");
    }
  }

  /**
   * Refuses the certificate outside its term.
   *
   * @throws UntrustedBatch if it does not hold then
   */
  public void checkTerm(Instant now) throws UntrustedBatch {
    Instant from = certificate.getNotBefore().toInstant();
    Instant thru = certificate.getNotAfter().toInstant();
    if (now.isBefore(from) || now.isAfter(thru)) {
      throw refused("validity", from + " to " + thru, now.toString());
    }
  }

  /** SHA-256 of the certificate as 64 digits in lower case, leading zeros included. */
  public String thumbprint() {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(sha256);
    } catch (NoSuchAlgorithmException | CertificateException e) {
      throw new IllegalStateException("a certificate that was read can be digested", e);
    }
  }

  private static UntrustedBatch refused(String what, String expected, String actual) {
    return new UntrustedBatch(new Problem(what, PLACE, expected, actual));
  }
}
