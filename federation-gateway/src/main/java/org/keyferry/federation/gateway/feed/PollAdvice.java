package org.keyferry.federation.gateway.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a peer is advised to ask for the next chunk. Pure.
 *
 * @param shortest the least time from now
 * @param longest the longest time from now
 */
record PollAdvice(Duration shortest, Duration longest) {

  /**
   * The time to ask again.
   *
   * @param expected when the next chunk is to be expected; empty if it is there already
   */
  Instant next(Instant now, Optional<Instant> expected) {
    if (expected.isEmpty()) {
      return now;
    }
    Instant soonest = now.plus(shortest);
    Instant latest = now.plus(longest);
    if (expected.get().isBefore(soonest)) {
      return soonest;
    }
    return expected.get().isAfter(latest) ? latest : expected.get();
  }
}
