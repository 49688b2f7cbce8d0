package org.keyferry.bench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShiftedTimeTest {
  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void jumpMovesTheWallClockAndLeavesElapsedTimeAlone() {
    var time = new ShiftedTime(THEN);
    long nanosBefore = time.nanoseconds();

    time.jumpTo(THEN.plusSeconds(7200));

    assertThat(time.milliseconds())
        .isBetween(THEN.plusSeconds(7200).toEpochMilli(), THEN.plusSeconds(7260).toEpochMilli());
    assertThat(time.nanoseconds() - nanosBefore).isBetween(0L, 60_000_000_000L);
  }
}
