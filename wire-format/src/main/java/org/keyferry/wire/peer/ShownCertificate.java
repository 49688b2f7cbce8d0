package org.keyferry.wire.peer;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.Problem;

/**
 * A certificate that somebody shows, with those above it.
 *
 * @param chain the certificate, who issued it, and so on; a root at its end makes no difference
 * @param use what for
 */
public record ShownCertificate(List<X509Certificate> chain, CertificateUse use) {
  private static final int DNS = 2;

  public ShownCertificate {
    chain = List.copyOf(chain);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  Thumbprint thumbprint() {
    return Thumbprint.of(leaf());
  }

  /** The DNS names that it states as its subject's alternative names; its common name is none. */
  List<String> names() {
    var names = new ArrayList<String>();
    try {
      var stated = leaf().getSubjectAlternativeNames();
      if (stated != null) {
        for (List<?> each : stated) {
          if (Integer.valueOf(DNS).equals(each.getFirst())) {
            names.add((String) each.getLast());
          }
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }

  void require(
      boolean holds, CertificateRefusal reason, String what, String expected, Object actual)
      throws CertificateRefused {
    if (!holds) {
      throw refused(reason, what, expected, actual);
    }
  }

  CertificateRefused refused(
      CertificateRefusal reason, String what, String expected, Object actual) {
    String where = chain.isEmpty() ? "the connection" : "certificate " + thumbprint().prefix();
    return new CertificateRefused(
        reason, new Problem(what, where, expected, String.valueOf(actual)));
  }
}
