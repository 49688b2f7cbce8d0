package org.keyferry.federation.gateway.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.keyferry.federation.gateway.answer.ProblemAnswer;

/**
 * Lets requests of peers through and answers all others with 403. It asks anew with each request:
 * connections stay open for longer than a peer may stay one.
 *
 * <p>in: requests; out: requests of which {@link #peer} tells whose they are, without the headers
 * by which a proxy tells
 */
public final class PeerFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String PEER = PeerFilter.class.getName() + ".peer";
  private static final String TLS_CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final transient PeerJudge judge;
  private final transient TrustedProxies proxies;
  private final transient AccessAudit audit;

  PeerFilter(PeerJudge judge, TrustedProxies proxies, AccessAudit audit) {
    this.judge = judge;
    this.proxies = proxies;
    this.audit = audit;
  }

  /** Who made a request that got through. */
  public static Judgement.Admitted peer(HttpServletRequest request) {
    return (Judgement.Admitted) request.getAttribute(PEER);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (judge(request)) {
      case Judgement.Admitted admitted -> {
        request.setAttribute(PEER, admitted);
        chain.doFilter(new WithoutClientCert(request), response);
      }
      case Judgement.Refused refused -> {
        audit.refused(refused, "request");
        ProblemAnswer.send(
            response, HttpServletResponse.SC_FORBIDDEN, refused.reason(), refused.text());
      }
    }
  }

  private Judgement judge(HttpServletRequest request) {
    if (request.getAttribute(TLS_CERTIFICATES) instanceof X509Certificate[] chain
        && chain.length > 0) {
      return judge.judge(List.of(chain));
    }
    List<String> told = Collections.list(request.getHeaders(ClientCertHeader.CERTIFICATE));
    if (told.isEmpty() || !proxies.contains(request.getRemoteAddr())) {
      return judge.judge(List.of());
    }
    try {
      return judge.judge(
          ClientCertHeader.read(
              told, Collections.list(request.getHeaders(ClientCertHeader.CHAIN))));
    } catch (CertificateException e) {
      return Judgement.Refused.nobody(RefusalReason.MALFORMED_HEADER, Optional.empty());
    }
  }
}
