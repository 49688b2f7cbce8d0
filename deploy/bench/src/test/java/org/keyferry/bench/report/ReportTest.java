package org.keyferry.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Comparison GATEWAY =
      new Comparison(
          "gateway",
          "uploads of 14 keys",
          new Figure("uploads", "1/s", List.of(6100.0, 5900.0)),
          new Figure("limit", "1/s", List.of(8000.0, 8000.0)),
          new Target(0.6, OptionalDouble.of(5000)),
          List.of(new Figure("p99", "ms", List.of(11.25, 12.5))),
          List.of("closed loop"));
  private static final Comparison TOPOLOGY =
      new Comparison(
          "topology",
          "2,000,000 keys",
          Figure.of("keys", "1/s", 40_000),
          Figure.of("limit", "1/s", 240_000),
          Target.share(0.25),
          List.of(),
          List.of());
  private static final Report REPORT =
      new Report(
          new Machine("Processor X", 2, 24L << 30, "Linux 6", "Temurin 25"),
          Instant.parse("2026-03-01T12:00:00Z"),
          List.of(GATEWAY, TOPOLOGY));

  @Test
  void medianOfAnEvenNumberOfPassesLiesBetweenTheMiddleTwo() {
    var figure = new Figure("x", "1/s", List.of(9.0, 1.0, 4.0, 2.0));

    assertThat(figure.median()).isEqualTo(3);
    assertThat(figure.least()).isEqualTo(1);
  }

  @Test
  void medianOfAnOddNumberOfPassesIsTheMiddleOne() {
    assertThat(new Figure("x", "1/s", List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
  }

  @Test
  void figureWithoutPassesIsRefused() {
    assertThatThrownBy(() -> new Figure("x", "1/s", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void targetIsMetOnlyIfShareAndRateAreReached() {
    assertThat(GATEWAY.metTarget()).isTrue();
    assertThat(withTarget(new Target(0.8, OptionalDouble.of(5000))).metTarget()).isFalse();
    assertThat(withTarget(new Target(0.6, OptionalDouble.of(6001))).metTarget()).isFalse();
  }

  private static Comparison withTarget(Target target) {
    return new Comparison(
        GATEWAY.benchmark(),
        GATEWAY.workload(),
        GATEWAY.measured(),
        GATEWAY.limit(),
        target,
        GATEWAY.others(),
        GATEWAY.notes());
  }

  @Test
  void textShowsEveryFigureWithItsRatioAndTarget() {
    assertThat(TextReport.of(REPORT))
        .isEqualToNormalizingNewlines(
            """
            Processor X, 2 cores, 24 GiB, Linux 6, JDK Temurin 25
            2026-03-01T12:00:00Z

            gateway: uploads of 14 keys
              figure                             unit               median          least   passes
              uploads                            1/s                 6,000          5,900   6,100 · 5,900
              limit                              1/s                 8,000          8,000   8,000 · 8,000
              p99                                ms                   11.9           11.3   11.3 · 12.5
              75 % of the limit; target ≥ 60 % and ≥ 5,000: met

            topology: 2,000,000 keys
              figure                             unit               median          least   passes
              keys                               1/s                40,000         40,000   40,000
              limit                              1/s               240,000        240,000   240,000
              17 % of the limit; target ≥ 25 %: not met
            """);
  }

  @Test
  void pageHasATableOfAllBenchmarksAndASectionEach() {
    assertThat(MarkdownReport.of(REPORT))
        .contains("2026-03-01, on Processor X, 2 cores, 24 GiB, Linux 6, JDK Temurin 25.")
        .contains(
            "| gateway | uploads of 14 keys | 6,000 1/s | 8,000 1/s | 75 % | ≥ 60 % and ≥ 5,000 |"
                + " yes |")
        .contains("| topology | 2,000,000 keys | 40,000 1/s | 240,000 1/s | 17 % | ≥ 25 % | no |")
        .contains("## gateway")
        .contains("| p99 | ms | 11.9 | 11.3 | 11.3 · 12.5 |")
        .contains("- closed loop");
  }

  @Test
  void jsonHoldsFiguresOfEveryPassAndTheRatio() {
    var json = JsonMapper.shared().readTree(JsonReport.of(REPORT));

    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(json.at("/finished").asString()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(json.at("/benchmarks/0/measured/passes/1").asDouble()).isEqualTo(5900);
    assertThat(json.at("/benchmarks/0/shareOfLimit").asDouble()).isEqualTo(0.75, within(1e-9));
    assertThat(json.at("/benchmarks/0/target/rate").asDouble()).isEqualTo(5000);
    assertThat(json.at("/benchmarks/0/others/0/name").asString()).isEqualTo("p99");
    assertThat(json.at("/benchmarks/1/metTarget").asBoolean()).isFalse();
    assertThat(json.at("/benchmarks/1/target/rate").isMissingNode()).isTrue();
  }

  @Test
  void thisMachineIsDescribed() {
    var machine = Machine.current();

    assertThat(machine.cores()).isPositive();
    assertThat(machine.inWords()).contains(Runtime.version().toString()).contains("cores");
  }
}
