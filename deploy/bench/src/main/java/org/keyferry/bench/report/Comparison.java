package org.keyferry.bench.report;

import java.util.List;

/**
 * What a benchmark found: a rate beside the limit that was measured in the same run.
 *
 * @param benchmark its name
 * @param workload what was worked on, such as {@code 1,000,000 keys}
 * @param measured the rate of the real thing
 * @param limit the rate that nothing of its kind can exceed, in the same unit
 * @param target what was meant to be reached
 * @param others what else was measured: latencies, heap, parts of the limit
 * @param notes how it was measured: what the clocks cover, what the limit is
 */
public record Comparison(
    String benchmark,
    String workload,
    Figure measured,
    Figure limit,
    Target target,
    List<Figure> others,
    List<String> notes) {

  public Comparison {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
  }

  /** Median measured over the limit's median. */
  public double shareOfLimit() {
    return measured.median() / limit.median();
  }

  /** Whether everything that the target asks for was reached. */
  public boolean metTarget() {
    return target.isMetBy(this);
  }
}
