package org.keyferry.client.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.keyferry.client.state.Pace;

/**
 * When a phone asks again: as the region's list says, plus a random part of its jitter that is
 * drawn anew each time, so that phones spread evenly however they were woken. After a failure
 * sooner, and later with each further one.
 *
 * @param random where the jitter comes from
 */
public record PollSchedule(RandomGenerator random) {
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 20;

  /** After a poll that came to its end. */
  public Instant afterSuccess(Instant now, Pace pace) {
    return now.plus(pace.next()).plusMillis(part(pace.jitter()));
  }

  /**
   * After one that did not: 1 to 2 minutes, then twice as long, up to what the region asks for.
   *
   * @param failures in a row, 1 or more
   */
  public Instant afterFailure(Instant now, int failures, Pace pace) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    if (wait.compareTo(pace.next()) >= 0) {
      return afterSuccess(now, pace);
    }
    return now.plus(wait).plusMillis(part(wait));
  }

  private long part(Duration longest) {
    return random.nextLong(longest.toMillis() + 1);
  }
}
