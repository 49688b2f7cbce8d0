package org.keyferry.bench.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/**
 * The figures of one workload of the exporter benchmark.
 *
 * @param passes one for each batch
 * @param residentMebibytes the most memory that the process had until then; empty where unknown
 */
record ExporterFigures(List<ExporterPass> passes, OptionalDouble residentMebibytes) {
  private static final Target TARGET = Target.share(0.65);

  private static final List<String> NOTES =
      List.of(
          "The exporter, broker and S3 server (on a directory) each run in a JVM of their own, the"
              + " exporter with -Xmx256m and its default settings.",
          "Each batch lies in batches.sealed, in a transaction that is not committed, before the"
              + " clock runs. The clock runs from committing it until its record in"
              + " batches.published is read: all files are stored, read back and verified by the"
              + " exporter, and index.txt names them. Afterwards every file is fetched, its"
              + " signature verified and its keys counted, and those of the EDI1 object too.",
          "Limit: SHA-256 over the export.bin of the same files, a zip of it with the exporter's"
              + " deflate level that goes nowhere, and over the EDI1 of the same keys the SHA-256"
              + " in its header and that of the whole object, in one thread.",
          "Heap at a collection: the fullest when one began, garbage included, and the most that"
              + " one left over.");

  Comparison comparison(int keys) {
    var others = new ArrayList<Figure>();
    others.add(
        new Figure(
            "last object to index", "s", passes.stream().map(ExporterPass::indexAfter).toList()));
    addIfKnown(others, "heap before collection", ExporterPass::heapBefore);
    addIfKnown(others, "heap after collection", ExporterPass::heapAfter);
    residentMebibytes.ifPresent(most -> others.add(Figure.of("peak resident memory", "MiB", most)));
    return new Comparison(
        "exporter",
        String.format(Locale.ROOT, "one batch of %,d keys", keys),
        figure("sealed to published", ExporterPass::perSecond),
        figure("limit: hash and zip", ExporterPass::limitPerSecond),
        TARGET,
        others,
        NOTES);
  }

  private Figure figure(String name, ToDoubleFunction<ExporterPass> value) {
    return new Figure(name, "keys/s", passes.stream().mapToDouble(value).boxed().toList());
  }

  private void addIfKnown(
      List<Figure> figures, String name, Function<ExporterPass, OptionalDouble> value) {
    List<Double> known =
        passes.stream()
            .map(value)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    if (!known.isEmpty()) {
      figures.add(new Figure(name, "MiB", known));
    }
  }
}
