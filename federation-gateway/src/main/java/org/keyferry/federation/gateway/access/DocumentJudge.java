package org.keyferry.federation.gateway.access;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyferry.wire.peer.CertificateJudge;
import org.keyferry.wire.peer.CertificateRefused;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.ShownCertificate;
import org.keyferry.wire.peer.Thumbprint;

/**
 * Judges by the peers document that holds at that moment; where none holds, nobody is let in.
 *
 * @param current the document
 * @param clock by which certificates are valid
 */
record DocumentJudge(Supplier<Optional<PeersDocument>> current, InstantSource clock)
    implements PeerJudge {

  @Override
  public Judgement judge(List<X509Certificate> chain) {
    Optional<Thumbprint> certificate = chain.stream().findFirst().map(Thumbprint::of);
    Optional<PeersDocument> document = current.get();
    if (document.isEmpty()) {
      return Judgement.Refused.nobody(RefusalReason.NO_DOCUMENT, certificate);
    }
    try {
      Peer peer =
          new CertificateJudge(document.get().federation())
              .peer(new ShownCertificate(chain, CertificateUse.CLIENT), clock.instant());
      return new Judgement.Admitted(peer, document.get(), certificate.orElseThrow());
    } catch (CertificateRefused e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Judgement.Refused(reason, e.problem().toString(), certificate, Optional.empty());
    }
  }
}
