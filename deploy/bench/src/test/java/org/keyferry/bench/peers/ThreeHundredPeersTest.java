package org.keyferry.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.TextReport;

/**
 * The soak of the benchmark {@code peers}, as {@code docs/benchmarks.md} describes it. That no key
 * is missing and none there twice, the benchmark makes sure of itself.
 */
@Tag("long")
class ThreeHundredPeersTest {
  @TempDir private Path directory;

  @BeforeAll
  static void nameTheDirectoryThatTheWorkersLibrariesAreIn() {
    System.setProperty("keyferry.home", "../..");
  }

  @Test
  @Tag("N16")
  @Tag("S1")
  void threeHundredPeersAreCaughtUpWithInAPollIntervalInMemoryThatDoesNotGrow() throws Exception {
    var effort = new Effort(List.of(), Duration.ofSeconds(30), Duration.ZERO, 3, 1);
    var out = new PrintWriter(System.out, true, UTF_8);

    List<Comparison> found =
        new PeersBenchmark().run(effort, Workplace.in(directory, "peers", out));

    assertThat(found)
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.metTarget()).as(TextReport.of(one)).isTrue());
  }
}
