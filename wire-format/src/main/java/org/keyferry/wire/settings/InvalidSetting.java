package org.keyferry.wire.settings;

import java.time.Duration;
import org.keyferry.wire.Problem;

/** A setting that can't be used. Start-up ends with its text, which says how to mend it. */
public final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public InvalidSetting(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong with which setting. */
  public Problem problem() {
    return problem;
  }

  /** The same about a setting that was found there, such as a file. */
  public InvalidSetting in(String where) {
    return new InvalidSetting(
        new Problem(problem.what(), where, problem.expected(), problem.actual()));
  }

  /**
   * A duration as a setting has it, in one unit: {@code 10s}, {@code 90m}, {@code 24h}, {@code
   * 14d}.
   */
  public static String text(Duration duration) {
    for (Unit unit : Unit.values()) {
      boolean whole = duration.equals(unit.length.multipliedBy(duration.dividedBy(unit.length)));
      boolean enough = duration.abs().compareTo(unit.from) >= 0;
      if (whole && enough) {
        return duration.dividedBy(unit.length) + unit.suffix;
      }
    }
    return duration.toNanos() + "ns";
  }

  private enum Unit {
    /** A single one is better known as 24 hours. */
    DAYS("d", Duration.ofDays(1), Duration.ofDays(2)),
    HOURS("h", Duration.ofHours(1), Duration.ofHours(1)),
    MINUTES("m", Duration.ofMinutes(1), Duration.ofMinutes(1)),
    SECONDS("s", Duration.ofSeconds(1), Duration.ZERO),
    MILLISECONDS("ms", Duration.ofMillis(1), Duration.ZERO);

    private final String suffix;
    private final Duration length;
    private final Duration from;

    Unit(String suffix, Duration length, Duration from) {
      this.suffix = suffix;
      this.length = length;
      this.from = from;
    }
  }

  /**
   * Refuses the setting unless the condition holds.
   *
   * @throws InvalidSetting if it does not
   */
  public static void unless(boolean holds, String setting, String expected, Object actual) {
    if (!holds) {
      throw new InvalidSetting(
          new Problem(
              setting,
              "the settings",
              expected,
              actual instanceof Duration duration ? text(duration) : String.valueOf(actual)));
    }
  }

  /**
   * Refuses a number outside {@code [least, most]}.
   *
   * @throws InvalidSetting if it is outside
   */
  public static void unlessBetween(long least, long most, String setting, long actual) {
    unless(
        actual >= least && actual <= most,
        setting,
        "a number from " + least + " to " + most,
        actual);
  }

  /**
   * Refuses a duration outside {@code [least, most]}.
   *
   * @throws InvalidSetting if it is outside
   */
  public static void unlessBetween(Duration least, Duration most, String setting, Duration actual) {
    unless(
        actual.compareTo(least) >= 0 && actual.compareTo(most) <= 0,
        setting,
        "a duration from " + text(least) + " to " + text(most),
        actual);
  }
}
