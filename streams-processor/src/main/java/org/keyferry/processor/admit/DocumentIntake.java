package org.keyferry.processor.admit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PhaseGate;

/**
 * Asks the peers document of the moment. While none holds, nothing is exchanged with anybody.
 * Before a key is refused, the document is caught up with: who let it in may have had a newer
 * version. For any number of threads.
 */
public final class DocumentIntake implements PeerIntake {
  private final Supplier<Optional<PeersDocument>> documents;
  private final Runnable catchUp;
  private volatile Instant caughtUpAfter = Instant.MIN;
  private volatile Indexed indexed = new Indexed(null, Map.of());

  /** A document's peers by their names, so that a key costs no search among hundreds. */
  private record Indexed(PeersDocument document, Map<String, Peer> peers) {
    static Indexed of(PeersDocument document) {
      var peers = new HashMap<String, Peer>();
      document.peers().forEach(peer -> peers.put(peer.id().value(), peer));
      return new Indexed(document, peers);
    }
  }

  /**
   * @param documents the one that holds; empty: none does
   * @param catchUp returns when every version has been read that was there when it was called
   */
  public DocumentIntake(Supplier<Optional<PeersDocument>> documents, Runnable catchUp) {
    this.documents = documents;
    this.catchUp = catchUp;
  }

  /** Records of one moment were all there before it, so that junk costs one question a moment. */
  @Override
  public Optional<Refusal> refusal(String peer, Region origin, Instant at) {
    Optional<Refusal> refusal = byWhatWasRead(peer, origin, at);
    if (refusal.isEmpty() || !at.isAfter(caughtUpAfter)) {
      return refusal;
    }
    catchUp.run();
    caughtUpAfter = at;
    return byWhatWasRead(peer, origin, at);
  }

  private Optional<Refusal> byWhatWasRead(String peer, Region origin, Instant at) {
    Optional<PeersDocument> current = documents.get();
    if (current.isEmpty()) {
      return notAllowed("a peers document that holds", "none");
    }
    Peer known = peers(current.get()).get(peer);
    if (known == null) {
      return notAllowed("a peer of the peers document", "another");
    }
    if (PhaseGate.phase(known, at) == Phase.NONE) {
      return notAllowed(
          "peer " + known.id() + " to be valid and in phase I or II",
          "phase " + known.phase().word() + " and validity " + known.validity());
    }
    return PhaseGate.mayState(known, origin, at)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                RejectionReason.ORIGIN_NOT_ALLOWED,
                "expected an origin that peer %s may state in phase %s, got %s"
                    .formatted(known.id(), known.phase().word(), origin)));
  }

  private static Optional<Refusal> notAllowed(String expected, String actual) {
    return Optional.of(
        new Refusal(RejectionReason.PEER_NOT_ALLOWED, "expected " + expected + ", got " + actual));
  }

  private Map<String, Peer> peers(PeersDocument document) {
    Indexed now = indexed;
    if (!Objects.equals(now.document(), document)) {
      now = Indexed.of(document);
      indexed = now;
    }
    return now.peers();
  }
}
