package org.keyferry.local.peers;

import java.util.List;
import java.util.stream.Stream;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerId;

/**
 * Pins of certificates that are revoked in the same document. They are no error of the document, as
 * it says what counts, but a peer that has no other can't be dealt with.
 *
 * @param federation what a document is to say
 */
public record RevokedPins(Federation federation) {

  /** A line for each. */
  public Stream<String> lines() {
    return federation.peers().stream().flatMap(this::lines);
  }

  private Stream<String> lines(Peer peer) {
    return Stream.of(CertificateUse.values())
        .flatMap(use ->
            peer.certificates().pins(use).stream()
                .filter(this::isRevoked)
                .map(pin ->
                    "%s: certificate %s as %s is revoked and counts for nothing"
                        .formatted(peer.id(), pin.thumbprint().prefix(), use.word())));
  }

  private boolean isRevoked(CertificatePin pin) {
    return federation.revoked().contains(pin.thumbprint());
  }

  /**
   * Refuses peers whose certificates for a use are all revoked.
   *
   * @param place where they are said, for the error
   * @throws CommandFailure if there are any
   */
  public void requireOthers(String place) {
    List<PeerId> without =
        federation.peers().stream().filter(this::lacksOthers).map(Peer::id).toList();
    if (!without.isEmpty()) {
      throw new CommandFailure(
          new Problem(
              "certificates of " + without,
              place,
              "one for each use that is not in revoked (./keyferry peers rotate)",
              "revoked ones alone"));
    }
  }

  private boolean lacksOthers(Peer peer) {
    if (!peer.certificates().names().isEmpty()) {
      return false;
    }
    return Stream.of(CertificateUse.values())
        .map(use -> peer.certificates().pins(use))
        .anyMatch(pins -> !pins.isEmpty() && pins.stream().allMatch(this::isRevoked));
  }
}
