package org.keyferry.local.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
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
 * @param observed what came out, in each way in which phones look
 * @param uploads what was uploaded
 * @param afterwards what was found when everything was published
 */
public record DemoResult(
    Regions regions, GroundTruth truth, Observed observed, Uploads uploads, Afterwards afterwards) {

  /** Everything that was not as it had to be; empty if all was. */
  public List<Problem> problems() {
    var problems = new ArrayList<>(observed.problems(truth));
    uploads
        .refusals()
        .forEach(answer ->
            problems.add(
                new Problem("what a phone was given", "the gateway", "good answers", answer)));
    problems.addAll(afterwards.problems());
    return problems;
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
      regions.withHubs().forEach(region -> printPlaces(region, out));
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

  private static void printPlaces(RunningRegion region, PrintWriter out) {
    RunDescriptor running = region.running();
    if (running.exchange().isHub()) {
      running
          .exchange()
          .serves()
          .forEach(hub -> out.println("hub        " + running.federation() + "/" + hub.word()));
    } else {
      out.println("gateway    " + running.gateway() + "/v1/publish");
      out.println("index      " + running.origin() + "/" + running.region() + "/index.txt");
      out.println("buckets    " + running.processor() + "/actuator/buckets");
      out.println("batches    " + running.exporter() + "/actuator/batches");
    }
    out.println("status     ./keyferry status --data " + region.data().root());
    out.println();
  }

  private Table table() {
    var table = new Table("WHAT", "EXPECTED", "FOUND");
    table.row(
        "phones warned, of " + observed.looking() + " that looked",
        truth.exposed().size(),
        observed.warned().size());
    observed
        .byDesign()
        .forEach((design, seen) ->
            table.row("  by " + design.text(), truth.exposed().size(), seen.warned().size()));
    if (regions.all().size() > 1) {
      addStories(table);
    }
    table.row(
        "keys published, of " + uploads.acknowledgedKeys() + " acknowledged",
        truth.published().size(),
        truth.published().keySet().stream().filter(observed::isPublished).count());
    observed.byDesign().forEach((design, seen) -> table.row(design.places(), 1, mostFiles(seen)));
    table.row("keys that these tell differently", 0, observed.differing(truth));
    if (regions.all().size() > 1) {
      addWays(table);
    }
    addAfterwards(table);
    return table;
  }

  private void addStories(Table table) {
    for (Exposure how : truth.exposures()) {
      Set<Integer> expected = truth.exposed(how);
      table.row(
          "  " + how.story(),
          expected.size(),
          expected.stream().filter(observed.warned()::contains).count());
    }
  }

  private void addWays(Table table) {
    for (Way way : Way.values()) {
      long expected = truth.published().values().stream().mapToLong(r -> count(r, way)).sum();
      if (way != Way.HOME && expected > 0) {
        table.row("keys published in another region, " + way.text(), expected, arrived(way));
      }
    }
    table.row("keys in a region where they have no business", 0, observed.strays(truth));
  }

  private static long count(Map<String, Way> regions, Way way) {
    return regions.values().stream().filter(way::equals).count();
  }

  private long arrived(Way way) {
    return truth.published().entrySet().stream()
        .mapToLong(key ->
            key.getValue().entrySet().stream()
                .filter(region -> region.getValue() == way)
                .filter(region -> observed.isPublished(key.getKey(), region.getKey()))
                .count())
        .sum();
  }

  private void addAfterwards(Table table) {
    afterwards
        .unvisited()
        .forEach((region, received) ->
            table.row(
                "keys for "
                    + region
                    + ", where nobody was, in "
                    + received.answers()
                    + " chunks that it fetched",
                0,
                received.keys()));
    var declared = afterwards.declared();
    table.row(
        "declared regions beside the intake, in " + declared.looked() + " topics and objects",
        0,
        declared.elsewhere().size());
  }

  private long mostFiles(Observation seen) {
    return truth.published().entrySet().stream()
        .flatMapToLong(key ->
            key.getValue().keySet().stream().mapToLong(region -> seen.files(key.getKey(), region)))
        .max()
        .orElse(0);
  }
}
