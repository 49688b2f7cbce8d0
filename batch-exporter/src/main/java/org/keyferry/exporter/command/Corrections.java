package org.keyferry.exporter.command;

import java.io.IOException;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.CompleteBatch.Correction;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.exporter.spool.SpoolDirectory;

/**
 * Makes the batch that takes another's place: the same window and the same keys without some of
 * them, in files with numbers that the window didn't have.
 *
 * @param spool where its keys are kept meanwhile
 * @param published knows which numbers the window has
 */
record Corrections(SpoolDirectory spool, PublishedBatches published) {

  /**
   * The correction; the caller closes its spool.
   *
   * @param sealed the batch as it was sealed; its spool is closed
   */
  CompleteBatch of(GivenCommand given, PublishedBatch batch, CompleteBatch sealed)
      throws IOException, CommandRefused {
    var leftOut = LeftOutKeys.of(given.command().getCorrect().getWithoutKeySha256List());
    BatchSpool kept = spool.newBatch();
    try (BatchSpool all = sealed.spool().orElseThrow()) {
      int absent = leftOut.copy(all, kept);
      CommandRefused.unless(
          absent == 0, "keys to leave out", given, "keys of the batch", absent + " others");
    } catch (IOException | CommandRefused e) {
      kept.close();
      throw e;
    }
    int lastNumber = published.lastFileNumber(batch, given.id().sequence());
    return sealed.replacedBy(given.id(), kept, new Correction(lastNumber, given.window()));
  }
}
