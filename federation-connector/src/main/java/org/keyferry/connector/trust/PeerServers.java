package org.keyferry.connector.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.keyferry.wire.peer.CertificateJudge;
import org.keyferry.wire.peer.CertificateRefused;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.ShownCertificate;

/**
 * Judges the certificate of a server by the peers document: it is the peer's, pinned or of the
 * cluster's tree.
 *
 * @param peer whose server is asked
 * @param federation what the document says
 */
public record PeerServers(Peer peer, Federation federation, InstantSource clock)
    implements X509TrustManager {

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no client is asked for a certificate here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      var shown = new ShownCertificate(List.of(chain), CertificateUse.SERVER);
      new CertificateJudge(federation).check(peer, shown, clock.instant());
    } catch (CertificateRefused e) {
      throw new CertificateException(e.getMessage());
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
