package org.keyferry.exporter.expire;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.keyferry.edge.store.StoreContents;
import org.keyferry.edge.store.StoredPiece;
import org.keyferry.edge.store.StoredPiece.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a store keeps although nobody can read it: versions that were replaced or deleted,
 * in a bucket with versions, and uploads in parts that were never completed. A day is left in which
 * a mistake can be undone.
 *
 * <p>in: everything in the bucket; out: deleted versions, aborted uploads
 */
public final class LeftoverSweep {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverSweep.class);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final String EVERYTHING = "";

  private final StoreContents contents;
  private final InstantSource clock;

  public LeftoverSweep(StoreContents contents, InstantSource clock) {
    this.contents = contents;
    this.clock = clock;
  }

  /**
   * Does one round.
   *
   * @throws IOException if the store fails or does not tell its versions; the next round tries
   *     again
   */
  public void sweep() throws IOException {
    Instant newestToGo = clock.instant().minus(KEPT);
    int removed = 0;
    for (StoredPiece piece : contents.list(EVERYTHING)) {
      if (piece.kind() != Kind.OBJECT && !piece.since().isAfter(newestToGo)) {
        contents.remove(piece);
        removed++;
      }
    }
    if (removed > 0) {
      LOG.atInfo()
          .addKeyValue("pieces", removed)
          .log("removed old versions and unfinished uploads");
    }
  }
}
