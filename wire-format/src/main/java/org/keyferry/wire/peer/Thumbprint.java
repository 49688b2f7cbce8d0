package org.keyferry.wire.peer;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.keyferry.wire.Sha256;

/**
 * SHA-256 of a certificate in DER.
 *
 * @param hex 64 hexadecimal digits in lower case, leading zeros included
 */
public record Thumbprint(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");
  private static final int SHOWN = 8;

  /**
   * @throws InvalidPeers if it has another shape
   */
  public Thumbprint {
    InvalidPeers.unless(
        hex != null && SHAPE.matcher(hex).matches(),
        "thumbprint of a certificate",
        "SHA-256 of its DER as 64 hexadecimal digits in lower case, without colons",
        hex);
  }

  /** The thumbprint of a certificate. */
  public static Thumbprint of(X509Certificate certificate) {
    try {
      return new Thumbprint(HexFormat.of().formatHex(Sha256.bytesOf(certificate.getEncoded())));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without bytes", e);
    }
  }

  /** Its first 8 digits: enough for an operator to tell certificates apart. */
  public String prefix() {
    return hex.substring(0, SHOWN);
  }

  @Override
  public String toString() {
    return hex;
  }
}
