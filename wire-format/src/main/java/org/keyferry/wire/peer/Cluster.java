package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Regions that replicate with each other.
 *
 * @param id its name
 * @param kind for whom it is
 * @param trustRoot name of the root of its tree of certificates; empty: only pinned certificates
 * @param domain the DNS name at or below which all names of its tree lie, and no other cluster's;
 *     there if and only if there is a trust root
 * @param replication what its members do by default; empty: all-to-all
 */
public record Cluster(
    ClusterId id,
    ClusterKind kind,
    Optional<String> trustRoot,
    Optional<DnsName> domain,
    Optional<ReplicationType> replication) {

  /**
   * @throws InvalidPeers if there is a trust root without a domain, a domain without a root, or an
   *     enterprise without a root
   */
  public Cluster {
    requireNonNull(kind);
    String at = "clusters[" + id + "].";
    InvalidPeers.unless(
        trustRoot.isPresent() == domain.isPresent(),
        at + "domain",
        "a DNS name if there is a trustRoot, and none without",
        domain.map(DnsName::value).orElse("none"));
    InvalidPeers.unless(
        kind != ClusterKind.ENTERPRISE || trustRoot.isPresent(),
        at + "trustRoot",
        "a root of its own, as it is an enterprise",
        "none");
  }

  /** A cluster whose certificates are all pinned. */
  public static Cluster pinned(ClusterId id) {
    return new Cluster(
        id, ClusterKind.PUBLIC, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What its members do by default. */
  public ReplicationType replicationInside() {
    return replication.orElse(ReplicationType.ALL_TO_ALL);
  }
}
