package org.keyferry.federation.gateway.access;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a proxy tells which certificate its client had: RFC 9440.
 *
 * <p>in: {@code Client-Cert}, a byte sequence of structured fields ({@code :BASE64:}), and {@code
 * Client-Cert-Chain}, a list of such; out: certificates, the client's first
 */
final class ClientCertHeader {
  static final String CERTIFICATE = "Client-Cert";
  static final String CHAIN = "Client-Cert-Chain";

  private static final int MOST_CERTIFICATES = 8;

  /** A byte sequence of RFC 8941, 3.3.5, with parameters, which mean nothing here. */
  private static final Pattern BYTES =
      Pattern.compile("[ \\t]*:([A-Za-z0-9+/]*={0,2}):(?:;[^,:]*)?[ \\t]*");

  private ClientCertHeader() {}

  /**
   * The certificates in the values of the two headers, one value for each line.
   *
   * @throws CertificateException if they are of another form
   */
  static List<X509Certificate> read(List<String> certificate, List<String> chain)
      throws CertificateException {
    if (certificate.size() != 1) {
      throw new CertificateException("one Client-Cert");
    }
    var encoded = new ArrayList<String>(certificate);
    for (String line : chain) {
      Collections.addAll(encoded, line.split(",", -1));
    }
    if (encoded.size() > MOST_CERTIFICATES) {
      throw new CertificateException("at most " + MOST_CERTIFICATES + " certificates");
    }
    var factory = CertificateFactory.getInstance("X.509");
    var certificates = new ArrayList<X509Certificate>();
    for (String each : encoded) {
      certificates.add(read(factory, each));
    }
    return certificates;
  }

  private static X509Certificate read(CertificateFactory factory, String item)
      throws CertificateException {
    Matcher matcher = BYTES.matcher(item);
    if (!matcher.matches()) {
      throw new CertificateException("a byte sequence");
    }
    try {
      var der = new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1)));
      var certificate = (X509Certificate) factory.generateCertificate(der);
      if (der.available() > 0) {
        throw new CertificateException("nothing behind the certificate");
      }
      return certificate;
    } catch (IllegalArgumentException e) {
      throw new CertificateException("a byte sequence", e);
    }
  }
}
