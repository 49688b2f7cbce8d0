package org.keyferry.federation.gateway.feed;

import java.time.Instant;
import java.util.Optional;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.federation.gateway.access.RefusalReason;
import org.keyferry.federation.gateway.feed.FeedAddress.AllToAll;
import org.keyferry.federation.gateway.feed.FeedAddress.OfRegion;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PhaseGate;
import org.keyferry.wire.peer.ReplicationType;

/**
 * Which peer may read which feed. Pure.
 *
 * <p>The feeds that the peers document names for it; where it names none, that of its own region,
 * and that of all if the two of us replicate all-to-all. In phase none it may read nothing.
 */
final class FeedAccess {
  private FeedAccess() {}

  /**
   * Why the peer may not read it; empty if it may.
   *
   * @param who asks
   * @param address of the feed
   * @param feedId of the feed; empty if nothing was published there yet
   */
  static Optional<RefusalReason> refusal(
      Judgement.Admitted who, FeedAddress address, Optional<String> feedId, Instant now) {
    if (!PhaseGate.mayRead(who.peer(), now)) {
      return Optional.of(RefusalReason.PHASE);
    }
    return isNamed(who.peer(), feedId).orElseGet(() -> isItsOwn(who, address))
        ? Optional.empty()
        : Optional.of(RefusalReason.OTHER_FEED);
  }

  private static Optional<Boolean> isNamed(Peer peer, Optional<String> feedId) {
    return peer.reads().isEmpty()
        ? Optional.empty()
        : feedId.map(id -> peer.reads().contains(new FeedName(id)));
  }

  private static boolean isItsOwn(Judgement.Admitted who, FeedAddress address) {
    return switch (address) {
      case OfRegion own -> who.peer().region().equals(Optional.of(own.region()));
      case AllToAll _ -> who.document().replication(who.peer()) == ReplicationType.ALL_TO_ALL;
    };
  }
}
