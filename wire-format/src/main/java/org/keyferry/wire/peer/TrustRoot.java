package org.keyferry.wire.peer;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/**
 * The root of a tree of certificates: root, cluster, region.
 *
 * @param name by which clusters name it: 1 to 32 letters, digits, {@code .}, {@code -} and {@code
 *     _}
 * @param certificate self-signed, of a certificate authority
 */
public record TrustRoot(String name, X509Certificate certificate) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  /**
   * @throws InvalidPeers if it has another shape, or is no root
   */
  public TrustRoot {
    InvalidPeers.unless(
        name != null && NAME.matcher(name).matches(),
        "trustRoots[].name",
        "1 to 32 letters, digits, ., - and _, a letter or digit first",
        name);
    String at = "trustRoots[" + name + "].certificate";
    InvalidPeers.unless(
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()),
        at,
        "a root, which issued itself",
        "one that " + certificate.getIssuerX500Principal() + " issued");
    InvalidPeers.unless(
        certificate.getBasicConstraints() > 0,
        at,
        "a certificate authority with a path length of 1 or more, or without limit",
        certificate.getBasicConstraints() < 0 ? "no certificate authority" : "a path length of 0");
  }

  /** Its thumbprint. */
  public Thumbprint thumbprint() {
    return Thumbprint.of(certificate);
  }
}
