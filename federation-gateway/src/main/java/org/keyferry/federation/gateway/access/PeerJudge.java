package org.keyferry.federation.gateway.access;

import java.security.cert.X509Certificate;
import java.util.List;

/** Tells whose certificate it is, by the peers document of the moment. */
@FunctionalInterface
public interface PeerJudge {

  /**
   * The judgement on a client with these certificates.
   *
   * @param chain its own first, then those between it and its root; none: it has none
   */
  Judgement judge(List<X509Certificate> chain);
}
