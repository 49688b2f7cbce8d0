package org.keyferry.wire.peer;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;

/**
 * What the parts of a peer must say together.
 *
 * @param at the peer, for errors
 */
record PeerRules(String at) {
  private static final int MOST_ENDPOINTS = 16;
  private static final int MOST_KEYS = 64;

  void check(PeerKind kind, Optional<Region> region, Set<Region> origins) {
    boolean backend = kind == PeerKind.BACKEND;
    InvalidPeers.unless(
        region.isPresent() == backend,
        at + "region",
        backend ? "the region whose backend it is" : "none, as a hub is no region's",
        region.map(Region::code).orElse("none"));
    InvalidPeers.unless(
        !origins.isEmpty(), at + "origins", "the regions whose keys it may state", "none");
    InvalidPeers.unless(
        region.map(origins::contains).orElse(true),
        at + "origins",
        "the backend's own region among them",
        origins);
  }

  void checkPulls(
      List<PullEndpoint> pulls,
      OriginProof proof,
      PeerCertificates certificates,
      Optional<URI> jwks,
      List<PeerSigningKey> keys) {
    InvalidPeers.unless(
        pulls.size() <= MOST_ENDPOINTS,
        at + "pulls",
        "at most " + MOST_ENDPOINTS + " endpoints",
        pulls.size());
    checkKeys(keys);
    if (proof == OriginProof.NONE) {
      return;
    }
    for (var pull : pulls) {
      String format = pull.format().word();
      InvalidPeers.unless(
          pull.format().provesOrigin(),
          at + "originProof",
          "none, said on purpose, as " + format + " has no signature of the origin",
          proof.word());
      InvalidPeers.unless(
          !pull.format().isSignedFile() || !keys.isEmpty() || jwks.isPresent(),
          at + "signingKeys",
          "a key or jwks, by which files of " + format + " are verified",
          "neither");
      InvalidPeers.unless(
          pull.format() != PullFormat.EFGS
              || !certificates.batchSigners().isEmpty()
              || !certificates.names().isEmpty(),
          at + "certificates.batchSigners",
          "a certificate or names, by which batches of efgs are verified",
          "neither");
    }
  }

  private void checkKeys(List<PeerSigningKey> keys) {
    InvalidPeers.unless(
        keys.size() <= MOST_KEYS,
        at + "signingKeys",
        "at most " + MOST_KEYS + " keys",
        keys.size());
    var ids = new HashSet<SigningKeyId>();
    for (var key : keys) {
      InvalidPeers.unless(ids.add(key.id()), at + "signingKeys", "no id twice", key.id());
    }
  }
}
