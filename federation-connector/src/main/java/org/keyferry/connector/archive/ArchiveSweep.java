package org.keyferry.connector.archive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.keyferry.edge.store.StoreContents;
import org.keyferry.edge.store.StoredPiece;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes kept batches when their time is over, and those that were set aside and nobody decided
 * on. Old versions go with those of all other objects.
 *
 * <p>in: what is below {@code import/} and {@code quarantine/}; out: deleted objects
 */
public final class ArchiveSweep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveSweep.class);

  private final StoreContents contents;
  private final Duration retention;
  private final InstantSource clock;

  /**
   * @param retention how long a batch is kept after it was downloaded
   */
  public ArchiveSweep(StoreContents contents, Duration retention, InstantSource clock) {
    this.contents = contents;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Does one round.
   *
   * @return how many objects went
   * @throws IOException if the store fails; the next round tries again
   */
  public int sweep() throws IOException {
    Instant newestToGo = clock.instant().minus(retention);
    int removed = 0;
    for (String prefix : List.of(BatchObject.IMPORT, BatchObject.QUARANTINE)) {
      for (StoredPiece piece : contents.list(prefix)) {
        if (!piece.since().isAfter(newestToGo)) {
          contents.remove(piece);
          removed++;
        }
      }
    }
    return removed;
  }

  /** Does one round, whatever comes of it. */
  @Override
  public void run() {
    try {
      int removed = sweep();
      if (removed > 0) {
        LOG.info("Removed {} kept batches whose time is over", removed);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Kept batches are looked through again later", e);
    }
  }
}
