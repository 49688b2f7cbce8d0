package org.keyferry.processor.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.processor.feed.GrainGrid;

class ReleaseTimeTest {
  private static final long EMBARGO = 7200;
  private static final long DAY = 86_400;

  @ParameterizedTest(name = "arrival {0}, valid until {1}, open {2}: grain {3}")
  @CsvSource({
    // Long expired: the grain of the arrival.
    "100_000, 50_000, 99_990, 100_000",
    "100_009, 50_000, 99_990, 100_000",
    // Valid a moment ago: the embargo counts.
    "100_000, 99_000, 99_990, 106_200",
    // Still valid.
    "100_000, 180_000, 99_990, 187_200",
    // Its grain is settled or being settled: the open one.
    "100_000, 50_000, 100_010, 100_010",
    "100_000, 50_000, 900_000, 900_000",
    // From the future, as far as brokers let it.
    "103_600, 50_000, 99_990, 103_600",
  })
  void releaseIsTheLaterOfArrivalAndEmbargoInAGrainThatIsOpen(
      String arrival, String validUntil, String open, String grain) {
    var release = new ReleaseTime(new GrainGrid(10, 1000), EMBARGO);

    assertThat(release.grainOf(number(arrival), number(validUntil), number(open)))
        .isEqualTo(number(grain));
  }

  private static long number(String text) {
    return Long.parseLong(text.strip().replace("_", ""));
  }

  @Test
  void noneOfAMillionRandomKeysIsReleasedBeforeItsEmbargoWhateverTheArrival() {
    var random = new SplittableRandom(20260301);
    long[] grains = {10, 30, 600, 3600, 7200, DAY};
    for (int i = 0; i < 1_000_000; i++) {
      var grid = new GrainGrid(grains[random.nextInt(grains.length)], random.nextLong(60_000));
      var release = new ReleaseTime(grid, EMBARGO);
      long now = 1_700_000_000L + random.nextLong(100 * DAY);
      long arrival = now + random.nextLong(-3 * DAY, 3600);
      long validUntil = now + random.nextLong(-15 * DAY, 2 * DAY);
      long open = grid.startOf(now + random.nextLong(-2 * DAY, DAY));

      long grain = release.grainOf(arrival, validUntil, open);

      long settledMillis = grid.untilSettleable(grain, 0).toMillis();
      if (settledMillis <= (validUntil + EMBARGO) * 1000
          || settledMillis <= arrival * 1000
          || grain < open) {
        fail("key %d is released at %d ms, with %s", i, settledMillis, grid);
      }
    }
  }

  @Property
  void grainIsTheEarliestThatMayBe(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long arrival,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long validUntil,
      @ForAll @LongRange(min = 0, max = 400_000_000L) long openNumber) {
    var grid = new GrainGrid(10, 0);
    long open = openNumber * 10;

    long grain = new ReleaseTime(grid, EMBARGO).grainOf(arrival, validUntil, open);

    long before = grain - 10;
    boolean beforeIsClosed = before < open;
    boolean beforeEndsTooEarly = before + 10 <= Math.max(arrival, validUntil + EMBARGO);
    assertThat(beforeIsClosed || beforeEndsTooEarly).isTrue();
  }

  @Property
  void settleableGrainHasEndedAndItsGraceIsOver(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long nowMillis,
      @ForAll @LongRange(min = 0, max = 60_000) long graceMillis) {
    var grid = new GrainGrid(30, graceMillis);

    long end = grid.settleableAt(nowMillis);

    assertThat(end * 1000 + graceMillis).isLessThanOrEqualTo(nowMillis);
    assertThat((end + 30) * 1000 + graceMillis).isGreaterThan(nowMillis);
  }
}
