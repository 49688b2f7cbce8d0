package org.keyferry.connector.pull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.KeyScreening;
import org.keyferry.connector.screen.KeyScreening.Screened;
import org.keyferry.connector.screen.PeerKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.PullProgress;
import org.keyferry.wire.admission.RejectionReason;

/** Hands the keys of a batch over in pieces, from where it was left. */
final class Emission implements BatchContent.Keys {
  private static final int KEYS_OF_A_PIECE = 500;

  private final PullSource.Id source;
  private final KeyScreening screening;
  private final Piece.Outbox outbox;
  private final Instant arrival;
  private final PullPosition before;
  private final List<FederatedKey> keys = new ArrayList<>();
  private OpenBatch open;
  private long index;

  /**
   * @param arrival of the keys
   * @param before where the feed stands while the batch is open
   * @param open the batch, and how many of its keys are done
   */
  Emission(
      PullSource.Id source,
      KeyScreening screening,
      Piece.Outbox outbox,
      Instant arrival,
      PullPosition before,
      OpenBatch open) {
    this.source = source;
    this.screening = screening;
    this.outbox = outbox;
    this.arrival = arrival;
    this.before = before;
    this.open = open;
  }

  /** The task stops while a batch is read. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void key(PeerKey key) {
    if (index++ < open.done()) {
      return;
    }
    if (keys.size() == KEYS_OF_A_PIECE) {
      hand(before.reading(open), Optional.empty());
    }
    KeyCounts counts =
        switch (screening.judge(key, arrival)) {
          case Screened.PassedOn on -> {
            keys.add(on.event());
            yield open.counts().onePassedOn();
          }
          case Screened.Dropped dropped ->
              dropped.reason() == RejectionReason.OWN_KEY_RETURNED
                  ? open.counts().oneOwn()
                  : open.counts().oneRefused();
        };
    open = new OpenBatch(open.batchId(), open.feedId(), open.object(), index, counts);
  }

  /** What became of the keys so far. */
  KeyCounts counts() {
    return open.counts();
  }

  /** Hands the rest over, with the position behind the batch. */
  void finish(PullPosition after, PullProgress progress) {
    hand(after, Optional.of(progress));
  }

  private void hand(PullPosition after, Optional<PullProgress> progress) {
    try {
      outbox.put(new Piece(source, keys, arrival, after, progress));
      keys.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
