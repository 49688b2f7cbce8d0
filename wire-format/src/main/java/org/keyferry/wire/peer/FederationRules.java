package org.keyferry.wire.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.key.Region;

/**
 * What the parts of a document must say together.
 *
 * @param home whose document it is
 * @param clusters all of them
 */
record FederationRules(Home home, List<Cluster> clusters) {
  /** A document has no more peers. */
  static final int MOST_PEERS = 1000;

  private static final int MOST_KEYS = 8;
  private static final int MOST_ROOTS = 64;
  private static final int MOST_CLUSTERS = 300;
  private static final int MOST_REVOKED = 5000;

  static void checkSizes(
      List<DocumentKey> keys,
      List<TrustRoot> roots,
      List<Cluster> clusters,
      List<Peer> peers,
      Set<Thumbprint> revoked) {
    checkSize("documentKeys", 1, MOST_KEYS, keys.size());
    checkSize("trustRoots", 0, MOST_ROOTS, roots.size());
    checkSize("clusters", 0, MOST_CLUSTERS, clusters.size());
    checkSize("peers", 0, MOST_PEERS, peers.size());
    checkSize("revoked", 0, MOST_REVOKED, revoked.size());
    checkOnce("documentKeys", keys.stream().map(DocumentKey::id).toList());
    checkOnce("trustRoots[].name", roots.stream().map(TrustRoot::name).toList());
    checkOnce("trustRoots[].certificate", roots.stream().map(TrustRoot::thumbprint).toList());
    checkOnce("clusters[].id", clusters.stream().map(Cluster::id).toList());
    checkOnce("peers[].id", peers.stream().map(Peer::id).toList());
  }

  private static void checkSize(String what, int least, int most, int actual) {
    InvalidPeers.unless(
        actual >= least && actual <= most, what, least + " to " + most + " of them", actual);
  }

  private static void checkOnce(String what, List<?> all) {
    var seen = new HashSet<>();
    for (var each : all) {
      InvalidPeers.unless(seen.add(each), what, "none twice", each);
    }
  }

  static void checkClusters(List<TrustRoot> roots, List<Cluster> clusters) {
    var names = new HashSet<>(roots.stream().map(TrustRoot::name).toList());
    var kinds = new HashMap<String, Cluster>();
    for (var cluster : clusters) {
      String at = "clusters[" + cluster.id() + "].";
      cluster
          .trustRoot()
          .ifPresent(root -> {
            InvalidPeers.unless(
                names.contains(root), at + "trustRoot", "a name of trustRoots", root);
            checkApart(at, cluster, kinds.put(root, cluster));
          });
      for (var other : clusters) {
        boolean overlap =
            !cluster.id().equals(other.id())
                && cluster.domain().isPresent()
                && other.domain().map(cluster.domain().get()::isIn).orElse(false);
        InvalidPeers.unless(
            !overlap, at + "domain", "none that is in that of " + other.id(), cluster.domain());
      }
    }
  }

  /** An enterprise shares its root with nobody, another enterprise included. */
  private static void checkApart(String at, Cluster cluster, Cluster other) {
    boolean shared =
        other != null
            && (cluster.kind() == ClusterKind.ENTERPRISE || other.kind() == ClusterKind.ENTERPRISE);
    InvalidPeers.unless(
        !shared,
        at + "trustRoot",
        "a root of its own where a cluster is an enterprise",
        other == null ? "none" : "that of " + other.id());
  }

  void checkPeers(List<Peer> peers) {
    var urls = new HashMap<URI, Peer>();
    var pins = new HashMap<Thumbprint, Peer>();
    var names = new HashMap<DnsName, Peer>();
    Map<Region, Membership> members = new HashMap<>();
    checkKnown("home.cluster", home.cluster().orElse(null));
    members.put(home.region(), new Membership("home", home.cluster()));
    for (var peer : peers) {
      String at = "peers[" + peer.id() + "].";
      checkKnown(at + "cluster", peer.cluster().orElse(null));
      checkNotHome(at, peer);
      checkMembership(at, peer, members);
      checkNames(at, peer);
      for (var pull : peer.pulls()) {
        checkOwn(at + "pulls[].url", "a URL of no other peer or pull", pull.url(), peer, urls);
      }
      peer.certificates()
          .clients()
          .forEach(pin ->
              checkOwn(
                  at + "certificates.clients",
                  "a certificate of no other peer",
                  pin.thumbprint(),
                  peer,
                  pins));
      peer.certificates()
          .names()
          .forEach(name ->
              checkOwn(at + "certificates.names", "a name of no other peer", name, peer, names));
    }
  }

  private void checkKnown(String what, ClusterId id) {
    InvalidPeers.unless(
        id == null || clusters.stream().anyMatch(cluster -> cluster.id().equals(id)),
        what,
        "an id of clusters",
        id);
  }

  private void checkNotHome(String at, Peer peer) {
    InvalidPeers.unless(
        !peer.origins().contains(home.region()),
        at + "origins",
        "regions other than " + home.region() + ", whose keys are ours",
        home.region());
  }

  /** Two backends of one region may be known, as when one follows the other; in one cluster. */
  private static void checkMembership(String at, Peer peer, Map<Region, Membership> members) {
    peer.region()
        .ifPresent(region -> {
          var first =
              members.putIfAbsent(region, new Membership("peer " + peer.id(), peer.cluster()));
          InvalidPeers.unless(
              first == null || first.cluster().equals(peer.cluster()),
              at + "cluster",
              "that of "
                  + region
                  + " by "
                  + (first == null ? "" : first.by())
                  + ": a region is in one cluster at most",
              peer.cluster().map(ClusterId::value).orElse("none"));
        });
  }

  private void checkNames(String at, Peer peer) {
    var names = peer.certificates().names();
    var domain =
        clusters.stream()
            .filter(cluster -> peer.cluster().equals(Optional.of(cluster.id())))
            .findFirst()
            .flatMap(Cluster::domain);
    InvalidPeers.unless(
        names.isEmpty() || domain.isPresent(),
        at + "certificates.names",
        "none, as its cluster has no tree of certificates",
        names);
    for (var name : names) {
      InvalidPeers.unless(
          name.isIn(domain.orElseThrow()),
          at + "certificates.names",
          "a name in " + domain.orElseThrow() + ", the domain of its cluster",
          name);
    }
  }

  private static <T> void checkOwn(
      String what, String expected, T value, Peer peer, Map<T, Peer> owners) {
    var owner = owners.putIfAbsent(value, peer);
    InvalidPeers.unless(
        owner == null,
        what,
        expected,
        owner == null ? "" : value + ", which " + owner.id() + " has");
  }
}
