package org.keyferry.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyferry.bench.bytes.BytesBenchmark;
import org.keyferry.bench.exporter.ExporterBenchmark;
import org.keyferry.bench.gateway.GatewayBenchmark;
import org.keyferry.bench.origin.OriginBenchmark;
import org.keyferry.bench.peers.PeersBenchmark;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.JsonReport;
import org.keyferry.bench.report.Machine;
import org.keyferry.bench.report.MarkdownReport;
import org.keyferry.bench.report.Report;
import org.keyferry.bench.report.TextReport;
import org.keyferry.bench.topology.TopologyBenchmark;
import org.keyferry.local.KeyferryCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry bench}: measures and prints, never judges; exit code 0 means that every result
 * was right, whatever the speed.
 */
@Command(
    name = "bench",
    description = "Measures the parts, each beside its limit in the same run.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final List<Benchmark> ALL =
      List.of(
          new GatewayBenchmark(),
          TopologyBenchmark.topology(),
          TopologyBenchmark.bucket(),
          TopologyBenchmark.feeds(),
          TopologyBenchmark.day(),
          TopologyBenchmark.known(),
          new ExporterBenchmark(),
          new ScaleBenchmark(),
          new PeersBenchmark(),
          new BytesBenchmark(),
          new OriginBenchmark());

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "gateway, topology, bucket, feeds, day, known, exporter, scale, peers, bytes, origin; all"
              + " of them if none is named.")
  private List<String> names = new ArrayList<>();

  @Mixin private EffortOptions effort;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data/bench",
      description = "Where processes keep their data meanwhile (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the figures as a page.")
  private Path markdown;

  /** Runs and exits. */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "org/keyferry/local/logback-launcher.xml");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return KeyferryCommand.commandLine(new BenchCommand());
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Benchmark> chosen = chosen();
    var comparisons = new ArrayList<Comparison>();
    for (Benchmark benchmark : chosen) {
      out.println(benchmark.name());
      var workplace = Workplace.in(directory, benchmark.name(), out);
      comparisons.addAll(benchmark.run(effort.effort(), workplace));
      workplace.remove();
    }
    var report = new Report(Machine.current(), Instant.now(), comparisons);
    out.println();
    out.print(TextReport.of(report));
    out.flush();
    write(json, JsonReport.of(report));
    write(markdown, MarkdownReport.of(report));
    return CommandLine.ExitCode.OK;
  }

  private List<Benchmark> chosen() {
    for (String name : names) {
      if (ALL.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no benchmark "
                + name
                + "; there are "
                + ALL.stream().map(Benchmark::name).toList());
      }
    }
    return ALL.stream()
        .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    if (file != null) {
      Files.writeString(file, text);
    }
  }
}
