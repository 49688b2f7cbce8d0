package org.keyferry.systemtests.federation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.Validity;

/**
 * A backend that uses hubs, with what it is known by there.
 *
 * @param region whose it is
 * @param client what it shows
 * @param signing under which it signs uploads
 */
record Member(Region region, Identity client, Identity signing) {

  static Member of(String region) {
    return new Member(
        new Region(region), Identity.of("CN=" + region), Identity.of("CN=signing, C=" + region));
  }

  /** What it is called in documents. */
  String id() {
    return region.code();
  }

  /** As the document of a hub has it. */
  Peer asPeer() {
    return new Peer(
        new PeerId(id()),
        PeerKind.BACKEND,
        Optional.of(region),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        Set.of(region),
        List.of(),
        List.of(),
        new PeerCertificates(List.of(client.pin()), List.of(), List.of(signing.pin()), Set.of()),
        List.of(
            new PeerSigningKey(new SigningKeyId(id(), "v1"), signing.publicKey(), Validity.ALWAYS)),
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }
}
