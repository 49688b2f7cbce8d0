package org.keyferry.bench.report;

import java.util.OptionalDouble;

/**
 * What a benchmark is meant to reach. Reports say whether it did; nothing fails if it did not.
 *
 * @param shareOfLimit measured median over the limit's median, at least; 0 to 1
 * @param rate measured median, at least, in the figure's own unit; empty where only the share
 *     counts
 */
public record Target(double shareOfLimit, OptionalDouble rate) {

  /** Only the share of the limit counts. */
  public static Target share(double shareOfLimit) {
    return new Target(shareOfLimit, OptionalDouble.empty());
  }

  boolean isMetBy(Comparison comparison) {
    return comparison.shareOfLimit() >= shareOfLimit
        && comparison.measured().median() >= rate.orElse(0);
  }
}
