package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.wire.edi.BatchFlag;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/**
 * A batch whose chunks and manifest agree.
 *
 * @param id which batch
 * @param window its window
 * @param region that the export files name
 * @param padding how many of its keys are padding
 * @param terms what its feed's settings say of its files
 * @param spool its keys, ascending, then revised ones, ascending; empty where there are none
 * @param correction present if it takes another's place
 */
public record CompleteBatch(
    BatchId id,
    BatchWindow window,
    Region region,
    long padding,
    BatchTerms terms,
    Optional<BatchSpool> spool,
    Optional<Correction> correction)
    implements AutoCloseable {

  /**
   * That the batch takes the place of another one of the same window.
   *
   * @param lastNumber highest file number that the window has: phones take a file with another
   *     number for a new one
   * @param signedAs the window that decides which keys sign
   */
  public record Correction(int lastNumber, BatchWindow signedAs) {}

  /** A batch of a bucket, no correction. */
  public CompleteBatch(
      BatchId id,
      BatchWindow window,
      Region region,
      long padding,
      BatchTerms terms,
      Optional<BatchSpool> spool) {
    this(id, window, region, padding, terms, spool, Optional.empty());
  }

  /** The batch that takes this one's place with the keys that are left. */
  public CompleteBatch replacedBy(BatchId other, BatchSpool left, Correction place) {
    return new CompleteBatch(
        other,
        window,
        region,
        Math.min(padding, left.keys() - left.revisedKeys()),
        terms,
        Optional.of(left),
        Optional.of(place));
  }

  /** The file number before its first. */
  int lastNumber() {
    return correction.map(Correction::lastNumber).orElse(0);
  }

  /** The window that decides which keys sign it. */
  BatchWindow signedAs() {
    return correction.map(Correction::signedAs).orElse(window);
  }

  /** Removes its keys from the disk; a batch that was just received is left to who received it. */
  @Override
  public void close() throws IOException {
    if (spool.isPresent()) {
      spool.get().close();
    }
  }

  /** Where its objects lie. */
  ObjectFolder folder() {
    return ObjectFolder.of(terms.audience());
  }

  /** Whether phones read it, and find it in lists. */
  boolean isListed() {
    return folder() == ObjectFolder.PUBLIC;
  }

  /**
   * What its data and filter say of it. Not that it is padded, if it is: whoever compares feeds
   * must not learn where fakes are.
   */
  BatchStamp stamp() {
    return new BatchStamp(
        id.sequence(),
        window,
        region,
        correction.isPresent() ? Set.of(BatchFlag.CORRECTION) : Set.of(),
        0);
  }

  /** What {@code batches.published} says of it once these objects are in the store. */
  PublishedBatch published(StoredBatch stored) {
    return stored.in(record());
  }

  /** What {@code batches.published} says of it, but for its objects. */
  private PublishedBatch record() {
    return terms
        .record()
        .setFeed(id.feed())
        .setSequence(id.sequence())
        .setWindowStartSeconds(window.start().getEpochSecond())
        .setWindowEndSeconds(window.end().getEpochSecond())
        .setKeys(keys())
        .setPadding(padding)
        .setRevisedKeys(revisedKeys())
        .setPreviousSequence(id.sequence() - 1)
        .build();
  }

  /** How many of its keys are revised ones. */
  public long revisedKeys() {
    return spool.map(BatchSpool::revisedKeys).orElse(0L);
  }

  /** How many keys it has, padding and revised ones included. */
  public long keys() {
    return spool.map(BatchSpool::keys).orElse(0L);
  }
}
