package org.keyferry.bench.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as people read them. */
final class Amounts {
  private Amounts() {}

  static String of(double amount) {
    return Math.abs(amount) < 100
        ? String.format(Locale.ROOT, "%.1f", amount)
        : String.format(Locale.ROOT, "%,.0f", amount);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  static String passes(Figure figure) {
    return figure.passes().stream().map(Amounts::of).collect(Collectors.joining(" · "));
  }

  static String target(Target target) {
    String share = "≥ " + percent(target.shareOfLimit());
    return target.rate().isPresent() ? share + " and ≥ " + of(target.rate().getAsDouble()) : share;
  }

  static String met(Comparison comparison) {
    return comparison.metTarget() ? "met" : "not met";
  }
}
