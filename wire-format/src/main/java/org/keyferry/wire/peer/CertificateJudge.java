package org.keyferry.wire.peer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges certificates by the document of peers: pinned ones, and those of the clusters' trees.
 *
 * <p>in: a certificate that somebody shows; out: whose it is
 *
 * @param federation what the document says
 */
public record CertificateJudge(Federation federation) {

  /**
   * The peer whose certificate it is.
   *
   * @throws CertificateRefused if it is nobody's, or not taken at that time
   */
  public Peer peer(ShownCertificate shown, Instant at) throws CertificateRefused {
    shown.require(
        !shown.chain().isEmpty(),
        CertificateRefusal.MISSING,
        "certificate",
        "one of a peer",
        "none");
    Peer peer =
        candidate(shown)
            .orElseThrow(() ->
                shown.refused(
                    CertificateRefusal.UNKNOWN, "certificate", "one of a peer", "another"));
    check(peer, shown, at);
    return peer;
  }

  private Optional<Peer> candidate(ShownCertificate shown) {
    Thumbprint thumbprint = shown.thumbprint();
    Optional<Peer> pinning =
        federation.peers().stream()
            .filter(peer -> pin(peer, shown.use(), thumbprint).isPresent())
            .findFirst();
    List<String> names = shown.names();
    return pinning.or(
        () -> federation.peers().stream().filter(peer -> isNamed(peer, names)).findFirst());
  }

  private static boolean isNamed(Peer peer, List<String> names) {
    return peer.certificates().names().stream()
        .anyMatch(name -> names.stream().anyMatch(stated -> DnsName.isSame(name, stated)));
  }

  private static Optional<CertificatePin> pin(
      Peer peer, CertificateUse use, Thumbprint thumbprint) {
    return peer.certificates().pins(use).stream()
        .filter(pin -> pin.thumbprint().equals(thumbprint))
        .findFirst();
  }

  /**
   * Makes sure that a certificate is the peer's.
   *
   * @throws CertificateRefused if it is not, or not taken at that time
   */
  public void check(Peer peer, ShownCertificate shown, Instant at) throws CertificateRefused {
    shown.require(
        !shown.chain().isEmpty(),
        CertificateRefusal.MISSING,
        "certificate",
        "one of " + peer.id(),
        "none");
    checkNotRevoked(shown);
    checkTimes(
        shown,
        new Validity(
            Optional.of(shown.leaf().getNotBefore().toInstant()),
            // Its last second is valid, too.
            Optional.of(shown.leaf().getNotAfter().toInstant().plusSeconds(1))),
        at);
    shown.require(
        peer.validity().contains(at),
        CertificateRefusal.PEER_NOT_VALID,
        "peer " + peer.id(),
        "one that is valid at " + at,
        peer.validity());
    Optional<CertificatePin> pin = pin(peer, shown.use(), shown.thumbprint());
    if (pin.isPresent()) {
      checkTimes(shown, pin.get().validity(), at);
    } else {
      checkTree(peer, shown, at);
    }
  }

  private void checkNotRevoked(ShownCertificate shown) throws CertificateRefused {
    List<Thumbprint> chain = shown.chain().stream().map(Thumbprint::of).toList();
    shown.require(
        chain.stream().noneMatch(federation.revoked()::contains),
        CertificateRefusal.REVOKED,
        "certificate",
        "one that is not revoked, by who is not",
        "a revoked one in its chain");
  }

  private static void checkTimes(ShownCertificate shown, Validity validity, Instant at)
      throws CertificateRefused {
    boolean begun = validity.from().map(from -> !at.isBefore(from)).orElse(true);
    shown.require(
        begun,
        CertificateRefusal.NOT_YET_VALID,
        "certificate",
        "one that is valid at " + at,
        "one from " + validity.from().orElse(null));
    shown.require(
        validity.contains(at),
        CertificateRefusal.EXPIRED,
        "certificate",
        "one that is valid at " + at,
        "one until " + validity.thru().orElse(null));
  }

  private void checkTree(Peer peer, ShownCertificate shown, Instant at) throws CertificateRefused {
    shown.require(
        isNamed(peer, shown.names()),
        CertificateRefusal.UNKNOWN,
        "certificate",
        "one that " + peer.id() + " pins, or with one of its names",
        "another");
    // A document with names has a domain and a root for them.
    new CertificateTree(
            federation.trustRootOf(peer).orElseThrow(),
            federation.clusterOf(peer).flatMap(Cluster::domain).orElseThrow())
        .check(shown, at);
  }
}
