package org.keyferry.wire.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;

/**
 * The half-open time window {@code [start, end)} of a batch, in whole seconds of UTC.
 *
 * @param start first instant inside
 * @param end first instant after
 */
public record BatchWindow(Instant start, Instant end) {

  /**
   * @throws InvalidKey if the window is empty or has parts of a second
   */
  public BatchWindow {
    if (!start.isBefore(end) || hasPartOfSecond(start) || hasPartOfSecond(end)) {
      throw new InvalidKey(
          new Problem(
              "window",
              "batch",
              "start before end, in whole seconds",
              "[" + start + ", " + end + ")"));
    }
  }

  private static boolean hasPartOfSecond(Instant instant) {
    return !instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
  }

  /** The window of the given length that contains the instant; windows are aligned to the epoch. */
  public static BatchWindow containing(Instant instant, Duration length) {
    long seconds = length.toSeconds();
    long start = Math.floorDiv(instant.getEpochSecond(), seconds) * seconds;
    return ofEpochSeconds(start, start + seconds);
  }

  /** From seconds since the epoch, as events have them. */
  public static BatchWindow ofEpochSeconds(long start, long end) {
    return new BatchWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(start, end);
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }
}
