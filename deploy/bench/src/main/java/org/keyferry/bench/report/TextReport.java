package org.keyferry.bench.report;

import java.time.temporal.ChronoUnit;

/** A report as a table for the terminal. */
public final class TextReport {
  private static final String ROW = "  %-34s %-10s %14s %14s   %s%n";

  private TextReport() {}

  /** The whole report. */
  public static String of(Report report) {
    var text = new StringBuilder();
    text.append("%s%n%s%n".formatted(report.machine().inWords(), date(report)));
    for (Comparison comparison : report.comparisons()) {
      text.append(System.lineSeparator()).append(of(comparison));
    }
    return text.toString();
  }

  /** One comparison, as a table of its own. */
  public static String of(Comparison comparison) {
    var text = new StringBuilder();
    text.append("%s: %s%n".formatted(comparison.benchmark(), comparison.workload()));
    text.append(ROW.formatted("figure", "unit", "median", "least", "passes"));
    append(text, comparison.measured());
    append(text, comparison.limit());
    comparison.others().forEach(figure -> append(text, figure));
    text.append(
        "  %s of the limit; target %s: %s%n"
            .formatted(
                Amounts.percent(comparison.shareOfLimit()),
                Amounts.target(comparison.target()),
                Amounts.met(comparison)));
    return text.toString();
  }

  private static void append(StringBuilder text, Figure figure) {
    text.append(
        ROW.formatted(
            figure.name(),
            figure.unit(),
            Amounts.of(figure.median()),
            Amounts.of(figure.least()),
            Amounts.passes(figure)));
  }

  private static String date(Report report) {
    return report.finished().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
