package org.keyferry.bench.report;

import java.time.Instant;
import java.util.List;

/**
 * Everything that one run found.
 *
 * @param machine what it ran on
 * @param finished when it was done
 * @param comparisons what the benchmarks found, in the order in which they ran
 */
public record Report(Machine machine, Instant finished, List<Comparison> comparisons) {
  public Report {
    comparisons = List.copyOf(comparisons);
  }
}
