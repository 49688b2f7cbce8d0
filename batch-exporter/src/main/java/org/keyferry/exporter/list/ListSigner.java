package org.keyferry.exporter.list;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Finds the key that signs the documents of a feed.
 *
 * @param signers all keys
 * @param retention how long batches stay, and the clock
 */
record ListSigner(CurrentSigners signers, Retention retention) {

  /**
   * The newest key that signs the newest of the batches; where there is none, the newest that signs
   * now.
   *
   * @param batches newest first
   */
  KeySigner of(List<ListedBatch> batches) throws IOException {
    Instant now = retention.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    BatchWindow window =
        batches.isEmpty()
            ? new BatchWindow(now.minusSeconds(1), now)
            : batches.getFirst().window();
    return signers.now().of(window).getFirst();
  }
}
