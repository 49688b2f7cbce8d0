package org.keyferry.federation.gateway.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Ends the handshake of a client whose certificate the peers document of that moment doesn't know.
 *
 * <p>in: certificates of clients; out: nothing, or the end of the handshake and a line of the audit
 * log
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] TELLS_NOBODY_WHOM_IT_KNOWS = {};

  private final PeerJudge judge;
  private final AccessAudit audit;

  ClientTrust(PeerJudge judge, AccessAudit audit) {
    this.judge = judge;
    this.audit = audit;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (judge.judge(List.of(chain)) instanceof Judgement.Refused refused) {
      audit.refused(refused, "handshake");
      throw new CertificateException(refused.text());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return TELLS_NOBODY_WHOM_IT_KNOWS;
  }
}
