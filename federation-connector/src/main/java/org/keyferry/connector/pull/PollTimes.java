package org.keyferry.connector.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a peer is asked again.
 *
 * @param shortest wait after an answer without anything new, whatever the peer recommends
 * @param longest wait, whatever the peer recommends
 * @param usual wait where the peer recommends nothing
 * @param jitter longest random addition, so that not all consumers ask in the same second
 */
public record PollTimes(Duration shortest, Duration longest, Duration usual, Duration jitter) {
  /** The year 5138 in seconds, 1973 in milliseconds. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private static final int MOST_DOUBLINGS = 16;

  /** When to ask after an answer without anything new. */
  public Instant next(Instant now, Optional<Instant> recommended) {
    Instant wanted = recommended.orElse(now.plus(usual));
    Instant first = now.plus(shortest);
    Instant last = now.plus(longest);
    return wanted.isBefore(first) ? first : wanted.isAfter(last) ? last : wanted;
  }

  /**
   * When to ask after so many failures in a row, the last one counted: each wait is twice as long
   * as the one before.
   */
  public Instant afterFailure(Instant now, int failures) {
    Duration wait = shortest.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - 1));
    return now.plus(wait.compareTo(longest) > 0 ? longest : wait);
  }

  /** A random wait from nothing to the longest jitter. */
  public Duration jitter(RandomGenerator random) {
    return jitter.isZero() ? jitter : Duration.ofMillis(random.nextLong(jitter.toMillis() + 1));
  }

  /** A point of time that a peer recommends, with whether it was one in milliseconds. */
  record Recommended(Instant time, boolean inMillis) {}

  /**
   * Reads seconds since the epoch, or milliseconds, which some send: no time of one unit is a
   * sensible one of the other. Empty for anything else.
   */
  static Optional<Recommended> recommended(String text) {
    try {
      long number = Long.parseLong(text.strip());
      if (number < 0) {
        return Optional.empty();
      }
      boolean millis = number >= FIRST_MILLIS;
      Instant time = Instant.ofEpochSecond(millis ? number / 1000 : number);
      return Optional.of(new Recommended(time, millis));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
