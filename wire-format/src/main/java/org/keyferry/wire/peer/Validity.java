package org.keyferry.wire.peer;

import java.time.Instant;
import java.util.Optional;

/**
 * When something holds: from an instant on, and until another.
 *
 * @param from it does not hold before; empty: it always did
 * @param thru it does not hold at it or after; empty: without end
 */
public record Validity(Optional<Instant> from, Optional<Instant> thru) {
  /** Always. */
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  /**
   * @throws InvalidPeers if it ends before it begins
   */
  public Validity {
    InvalidPeers.unless(
        from.isEmpty() || thru.isEmpty() || from.get().isBefore(thru.get()),
        "validThru",
        "an instant after validFrom, " + from.orElse(null),
        thru.orElse(null));
  }

  /** Until that instant. */
  public static Validity until(Instant thru) {
    return new Validity(Optional.empty(), Optional.of(thru));
  }

  /** Whether it holds at that instant. */
  public boolean contains(Instant instant) {
    return from.map(begin -> !instant.isBefore(begin)).orElse(true)
        && thru.map(instant::isBefore).orElse(true);
  }
}
