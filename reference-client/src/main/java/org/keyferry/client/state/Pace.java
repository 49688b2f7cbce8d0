package org.keyferry.client.state;

import java.time.Duration;

/**
 * When a region wants to be asked again.
 *
 * @param next after a poll
 * @param jitter each phone adds a random part of it, so that they don't come all at once
 */
public record Pace(Duration next, Duration jitter) {
  /** Of vendors that say nothing of it. */
  public static final Pace DEFAULT = new Pace(Duration.ofHours(4), Duration.ofMinutes(10));
}
