package org.keyferry.federation.gateway.hub;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificateJudge;
import org.keyferry.wire.peer.CertificateRefused;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.ShownCertificate;

/**
 * A backend that uses a hub of ours.
 *
 * @param peer as the peers document has it
 * @param region of that backend: the only one whose keys it may upload
 * @param document that says so
 * @param certificate of the connection; empty where a proxy does not tell
 */
record Uploader(
    Peer peer, Region region, PeersDocument document, Optional<X509Certificate> certificate) {

  /**
   * Whoever was let in, if it is the backend of a region with which keys are exchanged.
   *
   * @throws HubRefusal if it is not
   */
  static Uploader of(Judgement.Admitted admitted, Optional<X509Certificate> shown, Instant now)
      throws HubRefusal {
    Peer peer = admitted.peer();
    if (!peer.isActive(now)) {
      throw new HubRefusal(403, "no exchange", "a peer in phase I or II", "phase none");
    }
    Region region =
        peer.region()
            .orElseThrow(
                () -> new HubRefusal(403, "no region", "the backend of a region", "a hub"));
    return new Uploader(peer, region, admitted.document(), shown);
  }

  /**
   * Makes sure that the backend named a certificate as one that it signs batches under.
   *
   * @throws CertificateRefused if it did not, or the time is wrong
   */
  void checkBatchSigner(X509Certificate signer, Instant now) throws CertificateRefused {
    new CertificateJudge(document.federation())
        .check(peer, new ShownCertificate(List.of(signer), CertificateUse.BATCH_SIGNING), now);
  }
}
