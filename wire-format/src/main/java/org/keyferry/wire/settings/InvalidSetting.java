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

  /**
   * Refuses the setting unless the condition holds.
   *
   * @throws InvalidSetting if it does not
   */
  public static void unless(boolean holds, String setting, String expected, Object actual) {
    if (!holds) {
      throw new InvalidSetting(
          new Problem(setting, "the settings", expected, String.valueOf(actual)));
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
        "a duration from " + least + " to " + most,
        actual);
  }
}
