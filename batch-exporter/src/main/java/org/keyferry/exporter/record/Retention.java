package org.keyferry.exporter.record;

import java.time.Duration;
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
    return !clock.instant().isBefore(window.end().plus(duration));
  }
}
