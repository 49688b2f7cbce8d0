package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of the document of peers.
 *
 * @param version 1 or more; each version is one more than the one before
 * @param issuedAt when it was signed
 * @param expiresAt it is not in effect at it or after; at most 400 days after it was issued
 * @param previous digest of the version before; empty: there is none, or the chain begins anew
 * @param federation what it says
 */
public record PeersDocument(
    long version,
    Instant issuedAt,
    Instant expiresAt,
    Optional<DocumentDigest> previous,
    Federation federation) {

  /** No document is in effect for longer. */
  public static final Duration LONGEST = Duration.ofDays(400);

  /**
   * @throws InvalidPeers if a number or time is out of range
   */
  public PeersDocument {
    requireNonNull(previous);
    requireNonNull(federation);
    InvalidPeers.unless(version >= 1, "version", "1 or more", version);
    InvalidPeers.unless(
        version > 1 || previous.isEmpty(),
        "previous",
        "none, as version 1 is the first",
        previous.map(DocumentDigest::hex).orElse("none"));
    InvalidPeers.unless(
        issuedAt.isBefore(expiresAt), "expiresAt", "after issuedAt, " + issuedAt, expiresAt);
    InvalidPeers.unless(
        !expiresAt.isAfter(issuedAt.plus(LONGEST)),
        "expiresAt",
        "at most " + LONGEST.toDays() + " days after issuedAt, " + issuedAt,
        expiresAt);
  }

  /** Whose document it is. */
  public Home home() {
    return federation.home();
  }

  /** Roots of the clusters' trees of certificates. */
  public List<TrustRoot> trustRoots() {
    return federation.trustRoots();
  }

  /** Groups of regions. */
  public List<Cluster> clusters() {
    return federation.clusters();
  }

  /** Whom we deal with. */
  public List<Peer> peers() {
    return federation.peers();
  }

  /** The peer of that id. */
  public Optional<Peer> peer(PeerId id) {
    return federation.peer(id);
  }

  /** The cluster that the peer's region is in. */
  public Optional<Cluster> clusterOf(Peer peer) {
    return federation.clusterOf(peer);
  }

  /** What cluster membership says of the exchange with a peer. */
  public ReplicationType replication(Peer peer) {
    return federation.replication(peer);
  }

  /** What is read at an endpoint of a peer. */
  public ReplicationType replication(Peer peer, PullEndpoint pull) {
    return federation.replication(peer, pull);
  }

  /** Whether it has expired at that instant. */
  public boolean isExpired(Instant at) {
    return !at.isBefore(expiresAt);
  }
}
