package org.keyferry.connector.trust;

import java.time.InstantSource;
import java.util.List;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.efgs.EfgsSigningCertificate;
import org.keyferry.wire.peer.CertificateJudge;
import org.keyferry.wire.peer.CertificateRefused;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.ShownCertificate;

/**
 * Takes the certificates under which batches of a hub are signed that the peers document has.
 *
 * @param peer the hub
 * @param federation what the document says
 */
public record BatchSigners(Peer peer, Federation federation, InstantSource clock)
    implements BatchAudit.SignerTrust {
  @Override
  public boolean trusts(EfgsSigningCertificate signer) {
    var shown = new ShownCertificate(List.of(signer.certificate()), CertificateUse.BATCH_SIGNING);
    try {
      new CertificateJudge(federation).check(peer, shown, clock.instant());
      return true;
    } catch (CertificateRefused e) {
      return false;
    }
  }
}
