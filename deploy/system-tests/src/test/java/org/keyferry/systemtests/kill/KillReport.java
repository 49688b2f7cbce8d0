package org.keyferry.systemtests.kill;

import java.util.List;
import org.keyferry.systemtests.download.Findings;

/**
 * What came out of a run with kills.
 *
 * @param processor kills of the processor
 * @param exporter kills of the exporter
 * @param load what the phones did
 * @param lost how many acknowledged keys were not found
 * @param found what was found through the index
 * @param changedOrphans objects that a kill left without an index, and that are other bytes now
 * @param unnamed objects that no index names at the end
 */
public record KillReport(
    KillCounts processor,
    KillCounts exporter,
    Load load,
    long lost,
    Findings found,
    List<String> changedOrphans,
    List<String> unnamed) {

  /**
   * What the phones did while processes were killed.
   *
   * @param seconds how long
   * @param uploads how many uploads were answered with 200 in that time
   * @param answers all answers by status
   */
  public record Load(double seconds, int uploads, String answers) {
    /** Uploads acknowledged per second. */
    public double perSecond() {
      return uploads / seconds;
    }
  }

  /** As a table for people. */
  @Override
  public String toString() {
    return """

    kills of the processor      %8d, of them while a grain settled               %d
    kills of the exporter       %8d, of them between first object and index      %d
    load                        %8.0f acknowledged uploads/s for %.0f s (answers %s)
    files in the index          %8d
    distinct keys found         %8d
    acknowledged keys lost      %8d
    keys published twice        %8d
    published objects changed   %8d
    names without an object     %8d
    names withdrawn             %8d
    files refused               %8d
    objects without a name      %8d
    """
        .formatted(
            processor.kills(),
            processor.hits(),
            exporter.kills(),
            exporter.hits(),
            load.perSecond(),
            load.seconds(),
            load.answers(),
            found.files().size(),
            found.fileOf().size(),
            lost,
            found.doubled().size(),
            found.changed().size() + changedOrphans.size(),
            found.absent().size(),
            found.withdrawn().size(),
            found.refused().size(),
            unnamed.size());
  }
}
