package org.keyferry.wire.document;

import org.keyferry.wire.Problem;

/**
 * When clients are asked to come again.
 *
 * @param nextPollSeconds after a fetch, 1 to 604,800
 * @param jitterSeconds each client adds a random time of 0 to so many seconds, 0 to 86,400
 */
public record Polling(long nextPollSeconds, long jitterSeconds) {
  private static final long WEEK = 604_800;
  private static final long DAY = 86_400;

  /**
   * @throws IllegalArgumentException if one is out of range
   */
  public Polling {
    check("next_poll_seconds", 1, WEEK, nextPollSeconds);
    check("poll_jitter_seconds", 0, DAY, jitterSeconds);
  }

  private static void check(String what, long least, long most, long actual) {
    if (actual < least || actual > most) {
      throw new IllegalArgumentException(
          new Problem(what, "document", least + " to " + most + " s", String.valueOf(actual))
              .toString());
    }
  }
}
