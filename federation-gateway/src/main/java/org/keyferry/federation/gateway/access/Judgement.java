package org.keyferry.federation.gateway.access;

import java.util.Optional;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.Thumbprint;

/** What is found of a client's certificate. */
public sealed interface Judgement {

  /**
   * It is a peer's.
   *
   * @param peer whose
   * @param document that says so
   * @param certificate which
   */
  record Admitted(Peer peer, PeersDocument document, Thumbprint certificate) implements Judgement {

    /** The peer is refused for something else. */
    public Refused refused(RefusalReason reason) {
      return new Refused(
          reason.label(), reason.text(), Optional.of(certificate), Optional.of(peer));
    }
  }

  /**
   * It is nobody's who may have what is asked for.
   *
   * @param reason why, for metrics
   * @param text why, for people
   * @param certificate which; empty if there is none
   * @param peer whose, if that is known
   */
  record Refused(String reason, String text, Optional<Thumbprint> certificate, Optional<Peer> peer)
      implements Judgement {

    static Refused nobody(RefusalReason reason, Optional<Thumbprint> certificate) {
      return new Refused(reason.label(), reason.text(), certificate, Optional.empty());
    }
  }
}
