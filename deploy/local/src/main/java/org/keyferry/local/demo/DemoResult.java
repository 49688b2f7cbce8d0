package org.keyferry.local.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.text.Table;
import org.keyferry.wire.Problem;

/**
 * How the demonstration ended.
 *
 * @param running where everything is
 * @param truth what had to come out
 * @param observed what came out
 * @param files export files that phones fetched
 * @param uploads what was uploaded
 */
public record DemoResult(
    RunDescriptor running, GroundTruth truth, Observation observed, int files, Uploads uploads) {

  /** Everything that was not as it had to be; empty if all was. */
  public List<Problem> problems() {
    return new Comparison(truth, observed).problems();
  }

  /**
   * Prints a short table, what was wrong, and where everything is.
   *
   * @param kept whether anything is there when the demonstration has ended
   */
  public void print(PrintWriter out, boolean kept) {
    out.println();
    table().print(out);
    out.println();
    if (kept) {
      printPlaces(out);
    }
    problems().forEach(problem -> out.println("WRONG: " + problem));
    if (problems().isEmpty()) {
      out.println(
          "verified: exactly the phones that had to be warned were, and every acknowledged key is"
              + " in exactly one batch");
    }
    out.flush();
  }

  private void printPlaces(PrintWriter out) {
    out.println("gateway    " + running.gateway() + "/v1/publish");
    out.println("index      " + running.origin() + "/" + running.region() + "/index.txt");
    out.println("buckets    " + running.processor() + "/actuator/buckets");
    out.println("batches    " + running.exporter() + "/actuator/batches");
    out.println();
  }

  private Table table() {
    var table = new Table("WHAT", "EXPECTED", "FOUND");
    table.row(
        "phones warned, of " + observed.looking().size() + " that looked",
        truth.exposed().size(),
        observed.warned().size());
    table.row(
        "keys published, of " + uploads.acknowledgedKeys() + " acknowledged",
        truth.published().size(),
        truth.published().stream().filter(observed.batchesOfKey()::containsKey).count());
    table.row(
        "files that each of them is in",
        1,
        truth.published().stream()
            .mapToInt(key -> observed.batchesOfKey().getOrDefault(key, Set.of()).size())
            .max()
            .orElse(0));
    return table;
  }
}
