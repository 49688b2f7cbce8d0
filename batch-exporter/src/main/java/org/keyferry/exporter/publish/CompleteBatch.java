package org.keyferry.exporter.publish;

import java.util.Optional;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;
import org.keyferry.exporter.spool.BatchSpool;
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
 */
public record CompleteBatch(
    BatchId id,
    BatchWindow window,
    Region region,
    long padding,
    BatchTerms terms,
    Optional<BatchSpool> spool) {

  /** Where its objects lie. */
  ObjectFolder folder() {
    return ObjectFolder.of(terms.audience());
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
