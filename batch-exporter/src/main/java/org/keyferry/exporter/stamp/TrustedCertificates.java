package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.keyferry.wire.Problem;

/**
 * The certificates that stand behind time stamps: a signer is one of them, or leads to one of them.
 * Whether it was revoked is for those to ask who verify later, with what is known then.
 *
 * @param trusted roots, or authorities themselves
 */
record TrustedCertificates(List<X509Certificate> trusted) {

  TrustedCertificates {
    trusted = List.copyOf(trusted);
  }

  /**
   * Returns if the token was signed for the purpose of time stamps, by who is trusted.
   *
   * @throws TokenRefused otherwise
   */
  void verify(TimeStampToken token) throws IOException {
    try {
      var sent = new ArrayList<X509Certificate>();
      for (X509CertificateHolder each : token.getCertificates().getMatches(null)) {
        sent.add(new JcaX509CertificateConverter().getCertificate(each));
      }
      X509Certificate signer = signer(token, sent);
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      if (!trusted.contains(signer)) {
        requirePath(signer, sent, token.getTimeStampInfo().getGenTime());
      }
    } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
      throw new TokenRefused(
          new Problem(
              "signer",
              "answer of the time-stamp authority",
              "a certificate that keyferry.time-stamps.trusted-certificates leads to",
              String.valueOf(e.getMessage())),
          e);
    }
  }

  /** An authority may leave its certificate out; then it has to be among ours. */
  private X509Certificate signer(TimeStampToken token, List<X509Certificate> sent)
      throws GeneralSecurityException {
    var all = new ArrayList<>(trusted);
    all.addAll(sent);
    for (X509Certificate each : all) {
      if (token.getSID().match(new JcaX509CertificateHolder(each))) {
        return each;
      }
    }
    throw new GeneralSecurityException("a signer whose certificate is not known");
  }

  private void requirePath(X509Certificate signer, List<X509Certificate> sent, Date at)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(each -> anchors.add(new TrustAnchor(each, null)));
    var target = new X509CertSelector();
    target.setCertificate(signer);
    var parameters = new PKIXBuilderParameters(anchors, target);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
    parameters.setDate(at);
    parameters.setRevocationEnabled(false);
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }
}
