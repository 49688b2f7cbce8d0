package org.keyferry.wire.key;

import java.time.Duration;
import java.time.Instant;
import org.keyferry.wire.Problem;

/**
 * A 10-minute interval, counted from 1970-01-01T00:00Z (ENIntervalNumber of the Exposure
 * Notification specification).
 *
 * @param number 0 to 2³¹−1
 */
public record Interval(int number) implements Comparable<Interval> {
  /** Length of an interval. */
  public static final Duration LENGTH = Duration.ofMinutes(10);

  private static final long SECONDS = LENGTH.toSeconds();

  /**
   * @throws InvalidKey if the number is negative
   */
  public Interval {
    if (number < 0) {
      throw new InvalidKey(
          new Problem("interval number", "exposure key", "0 or more", String.valueOf(number)));
    }
  }

  /** The interval that contains the instant. */
  public static Interval containing(Instant instant) {
    return new Interval(Math.toIntExact(Math.floorDiv(instant.getEpochSecond(), SECONDS)));
  }

  /** Its first instant. */
  public Instant start() {
    return Instant.ofEpochSecond(number * SECONDS);
  }

  /** The first instant after the given number of intervals, this one included. */
  public Instant endAfter(RollingPeriod period) {
    return Instant.ofEpochSecond((number + (long) period.intervals()) * SECONDS);
  }

  @Override
  public int compareTo(Interval other) {
    return Integer.compare(number, other.number);
  }
}
