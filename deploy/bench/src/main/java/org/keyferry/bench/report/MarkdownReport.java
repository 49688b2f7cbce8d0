package org.keyferry.bench.report;

import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A report as a page: a table of all comparisons, then each benchmark's figures and method. */
public final class MarkdownReport {
  private static final String HEAD =
      """
      # Benchmarks

      Written by `./keyferry bench --markdown FILE`. Each figure stands beside its limit, measured in the same run on the
      same machine; the median of the passes counts. Broker, app and load share the cores. Nothing in the build asserts speed.

      """;

  private static final String ROW = "| %s | %s | %s | %s | %s | %s | %s |%n";

  private MarkdownReport() {}

  /** The whole page. */
  public static String of(Report report) {
    var page = new StringBuilder(HEAD);
    page.append(
        "%s, on %s.%n%n"
            .formatted(
                report.finished().atZone(ZoneOffset.UTC).toLocalDate(),
                report.machine().inWords()));
    page.append(
        ROW.formatted("benchmark", "workload", "measured", "limit", "share", "target", "met"));
    page.append(ROW.formatted("---", "---", "---:", "---:", "---:", "---", "---"));
    report.comparisons().forEach(comparison -> appendSummary(page, comparison));
    names(report).forEach(name -> appendSection(page, name, of(report, name)));
    return page.toString();
  }

  private static Set<String> names(Report report) {
    return report.comparisons().stream()
        .map(Comparison::benchmark)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Comparison> of(Report report, String name) {
    return report.comparisons().stream().filter(one -> one.benchmark().equals(name)).toList();
  }

  private static void appendSummary(StringBuilder page, Comparison comparison) {
    page.append(
        ROW.formatted(
            comparison.benchmark(),
            comparison.workload(),
            withUnit(comparison.measured()),
            withUnit(comparison.limit()),
            Amounts.percent(comparison.shareOfLimit()),
            Amounts.target(comparison.target()),
            comparison.metTarget() ? "yes" : "no"));
  }

  private static void appendSection(StringBuilder page, String name, List<Comparison> all) {
    page.append("%n## %s%n".formatted(name));
    for (Comparison comparison : all) {
      page.append("%n%s:%n%n".formatted(comparison.workload()));
      page.append("| figure | unit | median | least | passes |%n".formatted());
      page.append("| --- | --- | ---: | ---: | --- |%n".formatted());
      append(page, comparison.measured());
      append(page, comparison.limit());
      comparison.others().forEach(figure -> append(page, figure));
    }
    page.append(System.lineSeparator());
    all.stream()
        .flatMap(comparison -> comparison.notes().stream())
        .distinct()
        .forEach(note -> page.append("- %s%n".formatted(note)));
  }

  private static void append(StringBuilder page, Figure figure) {
    page.append(
        "| %s | %s | %s | %s | %s |%n"
            .formatted(
                figure.name(),
                figure.unit(),
                Amounts.of(figure.median()),
                Amounts.of(figure.least()),
                Amounts.passes(figure)));
  }

  private static String withUnit(Figure figure) {
    return Amounts.of(figure.median()) + " " + figure.unit();
  }
}
