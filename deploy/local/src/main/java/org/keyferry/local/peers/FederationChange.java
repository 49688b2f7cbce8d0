package org.keyferry.local.peers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

/**
 * What commands change of what the document of peers is to say.
 *
 * @param federation as it is
 */
public record FederationChange(Federation federation) {

  /**
   * With one more peer.
   *
   * @param replace whether it takes the place of one with its id, which else is refused
   * @throws CommandFailure if a certificate of it is revoked, too: nobody would take it
   */
  public Federation add(Peer peer, boolean replace) {
    var pins = peer.certificates().all().map(CertificatePin::thumbprint);
    pins.forEach(thumbprint -> requireNotRevoked(peer.id(), thumbprint));
    return put(peer, replace);
  }

  private void requireNotRevoked(PeerId id, Thumbprint thumbprint) {
    require(
        !federation.revoked().contains(thumbprint),
        "certificates of " + id,
        "none that is in revoked",
        thumbprint.prefix() + "…, which is");
  }

  private Federation put(Peer peer, boolean replace) {
    require(
        replace || federation.peer(peer.id()).isEmpty(),
        peer.id().value(),
        "a new id, or --replace",
        "one that is there");
    var peers = new ArrayList<>(federation.peers());
    int place = places(peer.id()).findFirst().orElse(peers.size());
    peers.removeIf(each -> each.id().equals(peer.id()));
    peers.add(place, peer);
    return federation.withPeers(peers);
  }

  private Stream<Integer> places(PeerId id) {
    return Stream.iterate(0, i -> i < federation.peers().size(), i -> i + 1)
        .filter(i -> federation.peers().get(i).id().equals(id));
  }

  /**
   * Without a peer.
   *
   * @param revoke whether its certificates count for nothing from now on, whoever shows them
   */
  public Federation remove(PeerId id, boolean revoke) {
    Peer gone = peer(id);
    var left =
        federation.withPeers(
            federation.peers().stream().filter(each -> !each.id().equals(id)).toList());
    return revoke
        ? left.withRevoked(gone.certificates().all().map(CertificatePin::thumbprint).toList())
        : left;
  }

  private Peer peer(PeerId id) {
    return federation
        .peer(id)
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "peer",
                    "the peers document",
                    "one of " + federation.peers().stream().map(Peer::id).toList(),
                    id.value())));
  }

  /**
   * With new certificates and keys of a peer beside its old ones of the same use.
   *
   * @param until when the old ones end; empty: now, and they are revoked
   */
  public Federation rotate(PeerId id, KeyMaterial next, Optional<Instant> until) {
    Peer peer = peer(id);
    var certificates = peer.certificates();
    var revoked = new ArrayList<Thumbprint>();
    for (var use : next.uses()) {
      var old = certificates.pins(use);
      var newest = CertificatePin.of(next.certificates().get(use));
      require(
          old.stream().noneMatch(pin -> pin.thumbprint().equals(newest.thumbprint())),
          id.value(),
          "a certificate that is not pinned already",
          newest.thumbprint().prefix() + "…");
      requireNotRevoked(id, newest.thumbprint());
      if (until.isEmpty()) {
        old.forEach(pin -> revoked.add(pin.thumbprint()));
        certificates = certificates.with(use, List.of(newest));
      } else {
        certificates = certificates.with(use, ending(old, newest, until.get()));
      }
    }
    Peer rotated = peer.with(certificates, keys(peer, next, until));
    return put(rotated, true).withRevoked(revoked);
  }

  private static List<CertificatePin> ending(
      List<CertificatePin> old, CertificatePin newest, Instant until) {
    var pins = new ArrayList<CertificatePin>();
    for (var pin : old) {
      pins.add(new CertificatePin(pin.thumbprint(), ending(pin.validity(), until)));
    }
    pins.add(newest);
    return pins;
  }

  /** What ends before stays as it is. */
  private static Validity ending(Validity validity, Instant until) {
    boolean ends = validity.thru().map(thru -> thru.isBefore(until)).orElse(false);
    boolean begins = validity.from().map(from -> from.isBefore(until)).orElse(true);
    return ends || !begins ? validity : new Validity(validity.from(), Optional.of(until));
  }

  private static List<PeerSigningKey> keys(Peer peer, KeyMaterial next, Optional<Instant> until) {
    if (next.signingKey().isEmpty()) {
      return peer.signingKeys();
    }
    var keys = new ArrayList<PeerSigningKey>();
    for (var key : peer.signingKeys()) {
      until.ifPresent(end ->
          keys.add(new PeerSigningKey(key.id(), key.publicKey(), ending(key.validity(), end))));
    }
    keys.add(next.signingKey().get());
    return keys;
  }

  /** With one more key that may sign the version after the next. */
  public Federation addDocumentKey(DocumentKey key) {
    var keys = new ArrayList<>(federation.documentKeys());
    keys.add(key);
    return federation.withDocumentKeys(keys);
  }

  /** Without a key that may sign. */
  public Federation removeDocumentKey(String id) {
    var left = federation.documentKeys().stream().filter(key -> !key.id().equals(id)).toList();
    require(
        left.size() < federation.documentKeys().size(),
        "document key",
        "one of " + federation.documentKeys(),
        id);
    require(!left.isEmpty(), "document key", "another key that stays", "none");
    return federation.withDocumentKeys(left);
  }

  private static void require(boolean holds, String what, String expected, String actual) {
    if (!holds) {
      throw new CommandFailure(new Problem(what, "the peers document", expected, actual));
    }
  }
}
