package org.keyferry.bench.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.exporter.ExporterApplication;

/** Sealed batches to objects, beside hashing and zipping the same bytes. */
public final class ExporterBenchmark implements Benchmark {
  private static final List<Integer> KEYS = List.of(1_000_000, 5_000_000);
  static final String HEAP = "-Xmx256m";

  @Override
  public String name() {
    return "exporter";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    try (var broker = Broker.start(workplace);
        var storage = ObjectStorage.start(workplace)) {
      return run(effort, workplace, broker, new ExporterSetup(storage, workplace));
    }
  }

  private static List<Comparison> run(
      Effort effort, Workplace workplace, Broker broker, ExporterSetup setup) throws IOException {
    var gcLog = new GcLog(workplace.directory().resolve("exporter.gc.log"));
    try (var exporter = exporter(workplace, setup.settings(broker, "exporter"), gcLog);
        var connection = S3Connection.open(setup.storage().settings());
        var output = new PublishedOutput(broker.settings(), exporter.process())) {
      var files = setup.files(connection.objects());
      var run = new ExporterRun(broker, output, files, gcLog);
      return measure(effort, workplace, run, exporter.process());
    }
  }

  private static App exporter(Workplace workplace, Map<String, String> settings, GcLog gcLog) {
    return App.start(
        workplace,
        new ChildJvm.Launch(
            "exporter", ExporterApplication.class, List.of(HEAP, gcLog.option()), List.of()),
        settings);
  }

  private static List<Comparison> measure(
      Effort effort, Workplace workplace, ExporterRun run, ChildJvm exporter) throws IOException {
    List<Integer> workloads = effort.keys().isEmpty() ? KEYS : effort.keys();
    workplace.tell("exporter: warming up with batches of %,d keys".formatted(workloads.getFirst()));
    long start = System.nanoTime();
    do {
      run.next(workloads.getFirst());
    } while (System.nanoTime() - start < effort.warmUp().toNanos());
    var comparisons = new ArrayList<Comparison>();
    for (int keys : workloads) {
      var passes = new ArrayList<ExporterPass>();
      for (int pass = 1; pass <= effort.passes(); pass++) {
        workplace.tell(
            "exporter: pass %d of %d with %,d keys".formatted(pass, effort.passes(), keys));
        passes.add(run.next(keys));
      }
      comparisons.add(new ExporterFigures(passes, residentMebibytes(exporter)).comparison(keys));
    }
    return comparisons;
  }

  /** The most memory that the process ever had, where the system tells it. */
  private static OptionalDouble residentMebibytes(ChildJvm process) throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.isReadable(status)) {
      return OptionalDouble.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst();
  }
}
