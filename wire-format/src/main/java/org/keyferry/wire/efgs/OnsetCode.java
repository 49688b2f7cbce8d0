package org.keyferry.wire.efgs;

import java.util.OptionalInt;
import org.keyferry.wire.Problem;

/**
 * What the member states agreed that {@code days_since_onset_of_symptoms} says. The hub itself
 * never looks at it. Distances are those of the key's day, -14 to 14.
 *
 * <pre>
 *  -14 ..   14   symptomatic, day of onset known: days since then
 * n·100 ± 14     symptomatic, onset within n days (1 to 18): days since the last of them
 * 2000 ± 14      symptomatic, onset unknown: days since submission
 * 3000 ± 14      asymptomatic: days since submission
 * 4000 ± 14      not known whether symptomatic: days since submission
 * </pre>
 */
public sealed interface OnsetCode {
  /** How far a key's day may be from what it is counted from, either way. */
  int FARTHEST = 14;

  /** The day of onset is known. */
  record OfOnset(int days) implements OnsetCode {
    public OfOnset {
      checkDays(days);
    }

    @Override
    public int value() {
      return days;
    }
  }

  /** The onset was on one of some days in a row. */
  record OfRange(int length, int daysSinceLast) implements OnsetCode {
    /** The longest range, in days, that has a code. */
    public static final int LONGEST = 18;

    public OfRange {
      checkDays(daysSinceLast);
      if (length < 1 || length > LONGEST) {
        throw invalid("1 to " + LONGEST + " days", length);
      }
    }

    @Override
    public int value() {
      return length * 100 + daysSinceLast;
    }
  }

  /** Nothing is known of the onset; counted from the day of submission. */
  record OfSubmission(Symptoms symptoms, int days) implements OnsetCode {
    /** Whether there were symptoms. */
    public enum Symptoms {
      YES(2000),
      NO(3000),
      UNKNOWN(4000);

      private final int base;

      Symptoms(int base) {
        this.base = base;
      }
    }

    public OfSubmission {
      checkDays(days);
    }

    @Override
    public int value() {
      return symptoms.base + days;
    }
  }

  /** A number that says nothing. */
  record Meaningless(int value) implements OnsetCode {}

  /** The number on the wire. */
  int value();

  /** What a number says. */
  static OnsetCode of(int value) {
    int base = Math.floorDiv(value + FARTHEST, 100);
    int days = value - base * 100;
    if (days < -FARTHEST || days > FARTHEST || base < 0) {
      return new Meaningless(value);
    }
    if (base == 0) {
      return new OfOnset(days);
    }
    if (base <= OfRange.LONGEST) {
      return new OfRange(base, days);
    }
    for (var symptoms : OfSubmission.Symptoms.values()) {
      if (symptoms.base == base * 100) {
        return new OfSubmission(symptoms, days);
      }
    }
    return new Meaningless(value);
  }

  /**
   * Days from onset to the key's day, as export files have them: of a range the day in its middle,
   * the later of two; empty where nothing is known of the onset, or it would be farther than 14
   * days.
   */
  default OptionalInt daysSinceOnset() {
    int days =
        switch (this) {
          case OfOnset(int known) -> known;
          case OfRange(int length, int sinceLast) -> sinceLast + (length - 1) / 2;
          case OfSubmission _, Meaningless _ -> FARTHEST + 1;
        };
    return Math.abs(days) > FARTHEST ? OptionalInt.empty() : OptionalInt.of(days);
  }

  /**
   * The code of what export files have. What isn't known, or farther than 14 days, is 4000: the day
   * of submission is nobody's business, so it is the same for all keys.
   */
  static OnsetCode ofDaysSinceOnset(OptionalInt days) {
    return days.isPresent() && Math.abs(days.getAsInt()) <= FARTHEST
        ? new OfOnset(days.getAsInt())
        : new OfSubmission(OfSubmission.Symptoms.UNKNOWN, 0);
  }

  private static void checkDays(int days) {
    if (Math.abs(days) > FARTHEST) {
      throw invalid("-14 to 14 days", days);
    }
  }

  private static IllegalArgumentException invalid(String expected, int actual) {
    return new IllegalArgumentException(
        new Problem("days since onset", "EFGS key", expected, actual + " days").toString());
  }
}
