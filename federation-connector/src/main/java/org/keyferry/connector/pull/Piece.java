package org.keyferry.connector.pull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.PullProgress;

/**
 * Some keys of a batch, and how far their feed has been read with them: what becomes visible
 * together or not at all.
 *
 * @param source whose they are
 * @param keys at most a few hundred; none, if only the position moves
 * @param arrival of the keys, rounded down to the quantum
 * @param after where the feed stands with them
 * @param progress what to tell of it; empty in the middle of a batch
 */
public record Piece(
    PullSource.Id source,
    List<FederatedKey> keys,
    Instant arrival,
    PullPosition after,
    Optional<PullProgress> progress) {

  public Piece {
    keys = List.copyOf(keys);
  }

  /** Takes pieces, in the order of their feed. */
  @FunctionalInterface
  public interface Outbox {
    /** Waits until there is room. */
    void put(Piece piece) throws InterruptedException;
  }
}
