package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document of peers says, apart from its version and its times.
 *
 * @param home whose document it is
 * @param documentKeys who may sign the next version; more than one while one follows another
 * @param trustRoots roots of the clusters' trees of certificates
 * @param clusters groups of regions
 * @param peers whom we deal with
 * @param revoked certificates that count for nothing, whoever pins them and whoever issued them
 */
public record Federation(
    Home home,
    List<DocumentKey> documentKeys,
    List<TrustRoot> trustRoots,
    List<Cluster> clusters,
    List<Peer> peers,
    Set<Thumbprint> revoked) {

  /**
   * @throws InvalidPeers if its parts contradict each other
   */
  public Federation {
    requireNonNull(home);
    documentKeys = List.copyOf(documentKeys);
    trustRoots = List.copyOf(trustRoots);
    clusters = List.copyOf(clusters);
    peers = List.copyOf(peers);
    revoked = Set.copyOf(revoked);
    FederationRules.checkSizes(documentKeys, trustRoots, clusters, peers, revoked);
    FederationRules.checkClusters(trustRoots, clusters);
    new FederationRules(home, clusters).checkPeers(peers);
  }

  /** The peer of that id. */
  public Optional<Peer> peer(PeerId id) {
    return peers.stream().filter(peer -> peer.id().equals(id)).findFirst();
  }

  /** The cluster that the peer's region is in. */
  public Optional<Cluster> clusterOf(Peer peer) {
    return peer.cluster().map(this::cluster);
  }

  private Cluster cluster(ClusterId id) {
    return clusters.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** The root of the peer's tree of certificates. */
  public Optional<TrustRoot> trustRootOf(Peer peer) {
    return clusterOf(peer)
        .flatMap(Cluster::trustRoot)
        .map(name ->
            trustRoots.stream().filter(root -> root.name().equals(name)).findFirst().orElseThrow());
  }

  /**
   * What cluster membership says of the exchange with a peer: inside of our cluster what the
   * cluster does, all-to-all unless it says otherwise; across clusters, and with who is in none,
   * partial.
   */
  public ReplicationType replication(Peer peer) {
    return peer.cluster().equals(home.cluster())
        ? clusterOf(peer).map(Cluster::replicationInside).orElse(ReplicationType.PARTIAL)
        : ReplicationType.PARTIAL;
  }

  /** What is read at an endpoint: what it says itself, or else cluster membership. */
  public ReplicationType replication(Peer peer, PullEndpoint pull) {
    return pull.replication().orElseGet(() -> replication(peer));
  }

  /** The same with other peers. */
  public Federation withPeers(List<Peer> others) {
    return new Federation(home, documentKeys, trustRoots, clusters, others, revoked);
  }

  /** The same by other document keys. */
  public Federation withDocumentKeys(List<DocumentKey> others) {
    return new Federation(home, others, trustRoots, clusters, peers, revoked);
  }

  /** The same with more certificates revoked. */
  public Federation withRevoked(Collection<Thumbprint> more) {
    var all = new HashSet<>(revoked);
    all.addAll(more);
    return new Federation(home, documentKeys, trustRoots, clusters, peers, all);
  }
}
