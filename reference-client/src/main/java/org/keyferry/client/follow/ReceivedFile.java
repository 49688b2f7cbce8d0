package org.keyferry.client.follow;

import java.util.List;
import org.keyferry.wire.edi.EdiRecord;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * A file that was fetched and verified.
 *
 * @param region whose feed it is of
 * @param name of the file, which begins with the feed's name
 * @param keys temporary exposure keys that were not received before
 * @param repeated how many more it has, which were; aggregates overlap, batches don't
 * @param records of the proposal's other designs: seeds, ephemeral identifiers, TCN reports
 */
public record ReceivedFile(
    Region region, String name, List<DiagnosisKey> keys, int repeated, List<EdiRecord> records) {
  public ReceivedFile {
    keys = List.copyOf(keys);
    records = List.copyOf(records);
  }

  @Override
  public String toString() {
    return "ReceivedFile[" + name + ", " + keys.size() + " keys, " + records.size() + " records]";
  }
}
