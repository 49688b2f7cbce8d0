package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyferry.wire.key.Region;

/**
 * Another backend or a hub, as we deal with it.
 *
 * @param id its name here
 * @param kind what it is
 * @param region whose backend it is; empty for a hub
 * @param cluster in which the region is; empty: in none
 * @param vendor who makes it: 1 to 64 letters, digits, {@code .}, {@code -}, {@code _}
 * @param phase how far the exchange has come
 * @param origins whose keys it may state; a backend's own region at least, never ours
 * @param pulls where keys are read from it; empty: they aren't
 * @param pushes where keys are sent to it; empty: they aren't
 * @param certificates which are its
 * @param signingKeys with which it signs export files
 * @param jwks where it tells its signing keys; empty: nowhere
 * @param originProof whether its keys need the signature of their origin
 * @param reads which of our feeds it may read; empty: the one of its region, and that for all peers
 *     if it replicates all-to-all
 * @param validity when we deal with it at all
 */
public record Peer(
    PeerId id,
    PeerKind kind,
    Optional<Region> region,
    Optional<ClusterId> cluster,
    String vendor,
    Phase phase,
    Set<Region> origins,
    List<PullEndpoint> pulls,
    List<PushEndpoint> pushes,
    PeerCertificates certificates,
    List<PeerSigningKey> signingKeys,
    Optional<URI> jwks,
    OriginProof originProof,
    Set<FeedName> reads,
    Validity validity) {

  private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * @throws InvalidPeers if it says what can't be
   */
  public Peer {
    requireNonNull(id);
    requireNonNull(kind);
    requireNonNull(phase);
    requireNonNull(certificates);
    requireNonNull(originProof);
    requireNonNull(validity);
    origins = Set.copyOf(origins);
    pulls = List.copyOf(pulls);
    pushes = List.copyOf(pushes);
    signingKeys = List.copyOf(signingKeys);
    reads = Set.copyOf(reads);
    String at = "peers[" + id + "].";
    checkVendor(at + "vendor", vendor);
    new PeerRules(at).check(kind, region, origins);
    new PeerRules(at).checkPulls(pulls, originProof, certificates, jwks, signingKeys);
  }

  static void checkVendor(String what, String vendor) {
    InvalidPeers.unless(
        vendor != null && VENDOR.matcher(vendor).matches(),
        what,
        "1 to 64 letters, digits, ., - and _, a letter or digit first",
        vendor);
  }

  /** Whether keys are exchanged with it at that instant: the time is right, and a phase began. */
  public boolean isActive(Instant at) {
    return phase != Phase.NONE && validity.contains(at);
  }

  /** The same with other certificates and signing keys. */
  public Peer with(PeerCertificates otherCertificates, List<PeerSigningKey> otherKeys) {
    return new Peer(
        id,
        kind,
        region,
        cluster,
        vendor,
        phase,
        origins,
        pulls,
        pushes,
        otherCertificates,
        otherKeys,
        jwks,
        originProof,
        reads,
        validity);
  }
}
