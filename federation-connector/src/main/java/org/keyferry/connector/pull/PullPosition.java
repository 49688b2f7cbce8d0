package org.keyferry.connector.pull;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.connector.screen.KeyLedger;

/**
 * How far a feed of a peer has been read: what Connect commits together with the keys.
 *
 * @param lastBatchId the last batch that was read whole
 * @param feedId which row of numbers that is of, for formats that say
 * @param recommendedNextPoll when the peer says that it has more; the epoch if it does not say
 * @param windowEnd how far in time the batches read so far tell; the epoch before the first
 * @param skipThrough batches that end then or before were read from another feed of the peer
 * @param open the batch that is being read
 * @param seen names that were read, for formats whose lists are in no order
 * @param ledger what was let in
 */
public record PullPosition(
    Optional<String> lastBatchId,
    Optional<String> feedId,
    Instant recommendedNextPoll,
    Instant windowEnd,
    Instant skipThrough,
    Optional<OpenBatch> open,
    SeenNames seen,
    KeyLedger ledger) {
  /** Nothing was read yet. */
  public static final PullPosition START =
      new PullPosition(
          Optional.empty(),
          Optional.empty(),
          Instant.EPOCH,
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.empty(),
          SeenNames.NONE,
          KeyLedger.EMPTY);

  private static final String LAST = "lastBatchID";
  private static final String FEED = "feedID";
  private static final String NEXT = "recommendedNextPollTime";
  private static final String WINDOW = "windowEnd";
  private static final String SKIP = "skipThrough";
  private static final String OPEN = "openBatchID";
  private static final String OPEN_FEED = "openFeedID";
  private static final String OPEN_OBJECT = "openObject";
  private static final String OPEN_DONE = "openKeysDone";
  private static final String OPEN_PASSED_ON = "openKeysPassedOn";
  private static final String OPEN_OWN = "openKeysOwn";
  private static final String OPEN_REFUSED = "openKeysRefused";
  private static final String SEEN = "seen";
  private static final String LEDGER = "ledger";

  PullPosition reading(OpenBatch batch) {
    return new PullPosition(
        lastBatchId,
        feedId,
        recommendedNextPoll,
        windowEnd,
        skipThrough,
        Optional.of(batch),
        seen,
        ledger);
  }

  /** After the whole of a batch. */
  PullPosition finished(String batchId, Optional<String> ofFeed, Instant end) {
    return new PullPosition(
        Optional.of(batchId),
        ofFeed,
        recommendedNextPoll,
        end.isAfter(windowEnd) ? end : windowEnd,
        skipThrough,
        Optional.empty(),
        seen,
        ledger);
  }

  /** At another batch, or at none so far, and with all else as it is. */
  PullPosition at(Optional<String> batchId, Optional<String> ofFeed) {
    return new PullPosition(
        batchId,
        ofFeed,
        recommendedNextPoll,
        windowEnd,
        skipThrough,
        Optional.empty(),
        seen,
        ledger);
  }

  PullPosition next(Instant recommended) {
    return new PullPosition(
        lastBatchId, feedId, recommended, windowEnd, skipThrough, open, seen, ledger);
  }

  PullPosition seeing(SeenNames names) {
    return new PullPosition(
        lastBatchId, feedId, recommendedNextPoll, windowEnd, skipThrough, open, names, ledger);
  }

  PullPosition letIn(long keys, Instant now) {
    return new PullPosition(
        lastBatchId,
        feedId,
        recommendedNextPoll,
        windowEnd,
        skipThrough,
        open,
        seen,
        ledger.plus(keys, now));
  }

  /**
   * Where this feed goes on after another one of the same peer was read for a while: what that one
   * told is not told again, and what it let in counts.
   */
  public PullPosition continuing(PullPosition other) {
    return new PullPosition(
        lastBatchId,
        feedId,
        Instant.EPOCH,
        other.windowEnd,
        other.windowEnd,
        Optional.empty(),
        seen,
        other.ledger);
  }

  /** As a source offset. */
  public Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    lastBatchId.ifPresent(id -> offset.put(LAST, id));
    feedId.ifPresent(id -> offset.put(FEED, id));
    offset.put(NEXT, recommendedNextPoll.getEpochSecond());
    offset.put(WINDOW, windowEnd.getEpochSecond());
    offset.put(SKIP, skipThrough.getEpochSecond());
    offset.put(SEEN, seen.render());
    offset.put(LEDGER, ledger.render());
    open.ifPresent(batch -> {
      offset.put(OPEN, batch.batchId());
      batch.feedId().ifPresent(id -> offset.put(OPEN_FEED, id));
      offset.put(OPEN_OBJECT, batch.object());
      offset.put(OPEN_DONE, batch.done());
      offset.put(OPEN_PASSED_ON, batch.counts().passedOn());
      offset.put(OPEN_OWN, batch.counts().own());
      offset.put(OPEN_REFUSED, batch.counts().refused());
    });
    return offset;
  }

  /**
   * Reads what {@link #toOffset} made.
   *
   * @param offset null for none
   */
  public static PullPosition of(Map<String, ?> offset) {
    if (offset == null) {
      return START;
    }
    return new PullPosition(
        text(offset, LAST),
        text(offset, FEED),
        Instant.ofEpochSecond(number(offset, NEXT)),
        Instant.ofEpochSecond(number(offset, WINDOW)),
        Instant.ofEpochSecond(number(offset, SKIP)),
        text(offset, OPEN).map(id -> open(id, offset)),
        text(offset, SEEN).map(SeenNames::parse).orElse(SeenNames.NONE),
        text(offset, LEDGER).map(KeyLedger::parse).orElse(KeyLedger.EMPTY));
  }

  private static OpenBatch open(String batchId, Map<String, ?> offset) {
    return new OpenBatch(
        batchId,
        text(offset, OPEN_FEED),
        text(offset, OPEN_OBJECT).orElseThrow(),
        number(offset, OPEN_DONE),
        new KeyCounts(
            number(offset, OPEN_PASSED_ON),
            number(offset, OPEN_OWN),
            number(offset, OPEN_REFUSED)));
  }

  private static Optional<String> text(Map<String, ?> offset, String name) {
    return Optional.ofNullable((String) offset.get(name));
  }

  private static long number(Map<String, ?> offset, String name) {
    return offset.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
