package org.keyferry.bench;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.exporter.ExporterScale;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;
import org.keyferry.bench.scale.CoreShare;
import org.keyferry.bench.scale.ScaleResult;
import org.keyferry.bench.scale.ScaledWork;
import org.keyferry.bench.topology.ProcessorScale;

/** Two instances beside one, of the processor and of the exporter. */
final class ScaleBenchmark implements Benchmark {
  private static final Target TARGET = Target.share(1.6);

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    var comparisons = new ArrayList<Comparison>();
    var place = Workplace.in(workplace.directory(), "processors", workplace.progress());
    try (var broker = Broker.start(place)) {
      comparisons.addAll(compare(new ProcessorScale(broker, place), effort, place));
    }
    // On a broker without the batches of the processors, or exporters would publish those too.
    place = Workplace.in(workplace.directory(), "exporters", workplace.progress());
    try (var broker = Broker.start(place);
        var storage = ObjectStorage.start(place)) {
      comparisons.addAll(compare(new ExporterScale(broker, storage, place), effort, place));
    }
    return comparisons;
  }

  private static List<Comparison> compare(ScaledWork work, Effort effort, Workplace workplace)
      throws Exception {
    var comparisons = new ArrayList<Comparison>();
    for (int keys : effort.keys().isEmpty() ? List.of(work.keys()) : effort.keys()) {
      comparisons.add(compare(work, keys, effort.passes(), workplace));
    }
    return comparisons;
  }

  private static Comparison compare(ScaledWork work, int keys, int passes, Workplace workplace)
      throws Exception {
    var one = new ArrayList<ScaleResult>();
    var two = new ArrayList<ScaleResult>();
    for (int pass = 1; pass <= passes; pass++) {
      workplace.tell("scale: pass %d of %d: %s".formatted(pass, passes, work.inWords(keys)));
      one.add(run(work, 1, keys));
      two.add(run(work, 2, keys));
    }
    return new Comparison(
        "scale",
        work.inWords(keys),
        new Figure("two instances", "keys/s", two.stream().map(ScaleResult::perSecond).toList()),
        new Figure(
            "limit: one instance", "keys/s", one.stream().map(ScaleResult::perSecond).toList()),
        TARGET,
        List.of(
            perCpuSecond("two instances", two),
            perCpuSecond("one instance", one),
            cpuSeconds("first of two", two, 0),
            cpuSeconds("second of two", two, 1),
            cpuSeconds("one alone", one, 0)),
        notes());
  }

  private static ScaleResult run(ScaledWork work, int instances, int keys) throws Exception {
    try (var share = CoreShare.ofThisMachine()) {
      return work.run(instances, keys, share);
    }
  }

  private static Figure perCpuSecond(String whose, List<ScaleResult> results) {
    return new Figure(
        "work of " + whose, "keys/CPU s", results.stream().map(ScaleResult::perCpuSecond).toList());
  }

  private static Figure cpuSeconds(String whose, List<ScaleResult> results, int number) {
    return new Figure(
        "CPU time of " + whose,
        "s",
        results.stream().map(result -> result.cpuSeconds().get(number)).toList());
  }

  private static List<String> notes() {
    try (var share = CoreShare.ofThisMachine()) {
      return List.of(
          "Two instances in a JVM each, beside one. Every instance has "
              + share.inWords()
              + ", and a thread that processes or receives; broker, S3 server and the benchmark"
              + " share the rest. Without that, one instance alone would use what the second one"
              + " has to share.",
          "The work lies ready in a transaction that is not committed, and partitions are shared"
              + " evenly, before the clock runs. It ends when the manifests of all batches have"
              + " been read from batches.sealed, or the records of all batches from"
              + " batches.published. Every instance is warmed up with as much. Afterwards keys"
              + " are counted and compared as in the other benchmarks.");
    }
  }
}
