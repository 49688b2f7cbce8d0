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
  /** Whether nothing of a batch of that window may be in the store any more. */
  public boolean isOver(BatchWindow window) {
    return !clock.instant().isBefore(window.end().plus(duration));
  }
}
