package org.keyferry.bench.report;

import java.util.List;

/**
 * One figure, measured in one or more passes.
 *
 * @param name what it is, such as {@code requests}
 * @param unit what it is counted in, such as {@code 1/s}
 * @param passes the value of each pass, in the order in which they ran
 */
public record Figure(String name, String unit, List<Double> passes) {

  /**
   * @throws IllegalArgumentException if there is no pass
   */
  public Figure {
    passes = List.copyOf(passes);
    if (passes.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least one pass: " + name);
    }
  }

  /** A figure that one pass gave. */
  public static Figure of(String name, String unit, double value) {
    return new Figure(name, unit, List.of(value));
  }

  /** The middle value; of an even number of passes, the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = passes.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The lowest value. */
  public double least() {
    return passes.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The highest value. */
  public double most() {
    return passes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
