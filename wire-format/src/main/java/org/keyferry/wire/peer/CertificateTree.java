package org.keyferry.wire.peer;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The tree of certificates of one cluster: root, authority of the cluster, at most two more, and
 * the certificate of a region. PKIX holds for it (RFC 5280: signatures, times, path lengths, name
 * constraints), and the cluster's authority must be confined to the cluster's domain and to a path
 * length, whatever its owner intends.
 *
 * @param root where it begins
 * @param domain of the cluster
 */
record CertificateTree(TrustRoot root, DnsName domain) {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 4;
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  void check(ShownCertificate shown, Instant at) throws CertificateRefused {
    List<X509Certificate> path = new ArrayList<>(shown.chain());
    path.removeIf(root.certificate()::equals);
    shown.require(
        path.size() >= SHORTEST && path.size() <= LONGEST,
        CertificateRefusal.UNTRUSTED,
        "certificates below the root " + root.name(),
        SHORTEST + " to " + LONGEST + ", from the region's to the cluster's authority",
        path.size());
    validate(path, shown, at);
    checkConfined(path.getLast(), shown);
    checkUse(shown);
  }

  private void validate(List<X509Certificate> path, ShownCertificate shown, Instant at)
      throws CertificateRefused {
    try {
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
      // The document of peers says what is revoked.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (GeneralSecurityException e) {
      throw shown.refused(
          CertificateRefusal.UNTRUSTED,
          "path to the root " + root.name(),
          "one that is valid by PKIX",
          e.getMessage());
    }
  }

  private void checkConfined(X509Certificate authority, ShownCertificate shown)
      throws CertificateRefused {
    List<String> permitted = permitted(authority);
    shown.require(
        !permitted.isEmpty() && permitted.stream().allMatch(this::isInDomain),
        CertificateRefusal.NOT_CONFINED,
        "name constraints of the cluster's authority",
        "DNS names in " + domain + " alone",
        permitted.isEmpty() ? "none" : permitted);
    shown.require(
        authority.getBasicConstraints() < LONGEST,
        CertificateRefusal.NOT_CONFINED,
        "path length of the cluster's authority",
        "less than " + LONGEST,
        "no limit, or more");
  }

  private boolean isInDomain(String subtree) {
    String name = subtree.startsWith(".") ? subtree.substring(1) : subtree;
    return DnsName.isName(name) && DnsName.of(name).isIn(domain);
  }

  private static List<String> permitted(X509Certificate authority) {
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    if (extension == null) {
      return List.of();
    }
    var constraints =
        NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    GeneralSubtree[] subtrees = constraints.getPermittedSubtrees();
    var names = new ArrayList<String>();
    if (subtrees != null) {
      for (GeneralSubtree subtree : subtrees) {
        if (subtree.getBase().getTagNo() == GeneralName.dNSName) {
          names.add(subtree.getBase().getName().toString());
        }
      }
    }
    return names;
  }

  private static void checkUse(ShownCertificate shown) throws CertificateRefused {
    List<String> uses;
    try {
      uses = shown.leaf().getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw shown.refused(
          CertificateRefusal.OTHER_USE, "extended key usage", "one that can be read", "another");
    }
    boolean right =
        uses == null
            || switch (shown.use()) {
              case CLIENT -> uses.contains(CLIENT_AUTHENTICATION);
              case SERVER -> uses.contains(SERVER_AUTHENTICATION);
              case BATCH_SIGNING -> true;
            };
    shown.require(
        right, CertificateRefusal.OTHER_USE, "extended key usage", shown.use().word(), uses);
  }
}
