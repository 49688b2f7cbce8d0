package org.keyferry.local.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.text.Table;
import org.keyferry.wire.Problem;

/**
 * How the demonstration ended.
 *
 * @param regions where everything is
 * @param truth what had to come out
 * @param observed what came out
 * @param files export files that phones fetched
 * @param uploads what was uploaded
 */
public record DemoResult(
    Regions regions, GroundTruth truth, Observation observed, int files, Uploads uploads) {

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
      regions.all().forEach(region -> printPlaces(region.running(), out));
    }
    problems().forEach(problem -> out.println("WRONG: " + problem));
    if (problems().isEmpty()) {
      out.println(
          "verified: exactly the phones that had to be warned were, and every acknowledged key is"
              + " in exactly one batch"
              + (regions.all().size() == 1 ? "" : " of each region where it has to be"));
    }
    out.flush();
  }

  private static void printPlaces(RunDescriptor running, PrintWriter out) {
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
    for (Encounter how : Encounter.values()) {
      Set<Integer> expected = truth.exposed(how);
      if (!expected.isEmpty() && regions.all().size() > 1) {
        table.row(
            "  " + how.story(),
            expected.size(),
            expected.stream().filter(observed.warned()::contains).count());
      }
    }
    table.row(
        "keys published, of " + uploads.acknowledgedKeys() + " acknowledged",
        truth.published().size(),
        truth.published().keySet().stream().filter(observed.filesOfKey()::containsKey).count());
    table.row("files of a region that each of them is in", 1, mostFiles());
    if (regions.all().size() > 1) {
      table.row(
          "keys in a region where their person was not",
          0,
          new Comparison(truth, observed).strays());
    }
    return table;
  }

  private long mostFiles() {
    return truth.published().entrySet().stream().mapToLong(this::mostFiles).max().orElse(0);
  }

  private long mostFiles(Map.Entry<String, Set<String>> key) {
    return key.getValue().stream()
        .mapToLong(region -> observed.files(key.getKey(), region))
        .max()
        .orElse(0);
  }
}
