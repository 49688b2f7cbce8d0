package org.keyferry.exporter.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.keyferry.wire.feed.BatchWindow;

/**
 * How long batches stay.
 *
 * @param duration from the end of a batch's window
 * @param clock tells now
 */
public record Retention(Duration duration, InstantSource clock) {
  /** That of a batch with so many seconds of its own; this one if it has 0. */
  public Retention ofSeconds(long seconds) {
    return seconds == 0 ? this : new Retention(Duration.ofSeconds(seconds), clock);
  }

  /** Whether nothing of a batch of that window may be in the store any more. */
  public boolean isOver(BatchWindow window) {
    return isOver(window.end());
  }

  /** The same of a batch whose window ended then. */
  public boolean isOver(Instant windowEnd) {
    return !clock.instant().isBefore(windowEnd.plus(duration));
  }
}
