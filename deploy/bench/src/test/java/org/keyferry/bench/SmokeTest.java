package org.keyferry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each benchmark from end to end, with so little work that its figures mean nothing. A benchmark
 * counts and compares its own results and fails if they are wrong.
 */
class SmokeTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private CommandLine command;

  @BeforeEach
  void prepare() {
    command = BenchCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  @Test
  @Tag("long")
  void gatewayHasFiguresForUploadsForItsLimitAndForThePartsOfTheLimit() throws IOException {
    JsonNode gateway = run("gateway", "--connections", "8").get(0);

    assertThat(gateway.get("benchmark").asString()).isEqualTo("gateway");
    assertFigures(gateway, 2);
    assertThat(names(gateway))
        .contains("p50", "p99", "parse and produce alone", "verify alone, all cores");
  }

  @Test
  @Tag("long")
  void topologyHasFiguresForTheWholeAndForItsHalves() throws IOException {
    JsonNode topology = run("topology", "--keys", "3000").get(0);

    assertThat(topology.get("workload").asString()).startsWith("3,000 keys");
    assertFigures(topology, 2);
    assertThat(names(topology)).contains("admit and hold", "settle to sealed");
  }

  @Test
  void exporterHasFiguresForEachNumberOfKeys() throws IOException {
    JsonNode exporter = run("exporter", "--keys", "20000,30000");

    assertThat(exporter).hasSize(2);
    assertFigures(exporter.get(0), 2);
    assertFigures(exporter.get(1), 2);
    assertThat(names(exporter.get(1))).contains("heap before collection", "heap after collection");
  }

  @Test
  @Tag("long")
  void scaleHasFiguresForTwoProcessorsAndForTwoExportersBesideOne() throws IOException {
    JsonNode scale = run("scale", "--keys", "8000");

    assertThat(scale).hasSize(2);
    assertFigures(scale.get(0), 2);
    assertFigures(scale.get(1), 2);
    assertThat(names(scale.get(0))).contains("CPU time of first of two", "work of one instance");
  }

  @Test
  void bytesHasFiguresForEachFormatAndEachKindOfFilter() throws IOException {
    JsonNode bytes = run("bytes", "--keys", "3000");

    assertThat(bytes).hasSize(5);
    bytes.forEach(each -> assertFigures(each, 1));
    assertThat(names(bytes.get(0)))
        .contains("zip", "export.bin", "EDI1", "EDI1, gzip", "CCF1, identifiers, 32 bits");
    assertThat(names(bytes.get(4))).contains("16 bits: size", "16 bits: extrapolated");
  }

  @Test
  void unknownBenchmarkIsAWrongUsage() {
    int code = command.execute("everything");

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("no benchmark everything").contains("gateway");
  }

  @Test
  void singlePassIsRefused() {
    int code = command.execute("exporter", "--passes", "1", "--directory", directory.toString());

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--passes");
  }

  /** Runs one benchmark and returns what its JSON says of it. */
  private JsonNode run(String name, String... options) throws IOException {
    Path json = directory.resolve("figures.json");
    Path page = directory.resolve("page.md");
    Path work = directory.resolve("work");
    List<String> arguments = new ArrayList<>(List.of(name, "--quick"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--json", json.toString(), "--markdown", page.toString()));
    arguments.addAll(List.of("--directory", work.toString()));

    int code = command.execute(arguments.toArray(String[]::new));

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("of the limit; target");
    assertThat(page).content().contains("## " + name);
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).as("what the processes wrote is gone").isEmpty();
    }
    return JsonMapper.shared().readTree(Files.readString(json)).get("benchmarks");
  }

  private static void assertFigures(JsonNode comparison, int passes) {
    for (String figure : List.of("measured", "limit")) {
      assertThat(comparison.get(figure).get("passes")).hasSize(passes);
      assertThat(comparison.get(figure).get("least").asDouble()).isPositive();
    }
    assertThat(comparison.get("shareOfLimit").asDouble()).isPositive();
  }

  private static List<String> names(JsonNode comparison) {
    return comparison.get("others").valueStream().map(o -> o.get("name").asString()).toList();
  }
}
