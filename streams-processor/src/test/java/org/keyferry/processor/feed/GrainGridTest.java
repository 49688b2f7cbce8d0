package org.keyferry.processor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.PlanTimeline;
import org.keyferry.wire.key.Region;

/** Grains of 60 s with 2 s of grace up to a boundary, then of 20 s with 30 s of grace. */
class GrainGridTest {
  private static final long BOUNDARY = 6000;

  private final GrainGrid grid =
      GrainGrid.of(
          PlanTimeline.of(plan(60, 2))
              .with(plan(20, 30), 0, Instant.ofEpochSecond(BOUNDARY), Instant.EPOCH));

  @Test
  void grainsAreLongBeforeTheBoundaryAndShortAfterIt() {
    assertThat(grid.startOf(BOUNDARY - 1)).isEqualTo(BOUNDARY - 60);
    assertThat(grid.endOf(BOUNDARY - 1)).isEqualTo(BOUNDARY);
    assertThat(grid.startOf(BOUNDARY + 21)).isEqualTo(BOUNDARY + 20);
    assertThat(grid.endOf(BOUNDARY + 21)).isEqualTo(BOUNDARY + 40);
    assertThat(grid.stepSeconds()).isEqualTo(20);
  }

  @Test
  void eachGrainHasTheGraceOfItsOwnPlan() {
    assertThat(grid.settleableAt((BOUNDARY + 1) * 1000)).isEqualTo(BOUNDARY - 60);
    assertThat(grid.settleableAt((BOUNDARY + 2) * 1000)).isEqualTo(BOUNDARY);
    assertThat(grid.settleableAt((BOUNDARY + 49) * 1000)).isEqualTo(BOUNDARY);
    assertThat(grid.settleableAt((BOUNDARY + 50) * 1000)).isEqualTo(BOUNDARY + 20);
    assertThat(grid.untilSettleable(BOUNDARY, BOUNDARY * 1000)).hasSeconds(50);
    assertThat(grid.untilSettleable(BOUNDARY - 1, BOUNDARY * 1000)).hasSeconds(2);
  }

  @Property
  void whatMayBeSettledNeverMovesBackAndEndsAGrain(
      @ForAll @LongRange(min = 5_000_000, max = 7_000_000) long now,
      @ForAll @LongRange(min = 0, max = 200_000) long later) {
    long first = grid.settleableAt(now);
    long second = grid.settleableAt(now + later);

    assertThat(second).isGreaterThanOrEqualTo(first);
    assertThat(grid.endOf(first - 1)).isEqualTo(first);
    assertThat(grid.untilSettleable(first - 1, now)).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(grid.untilSettleable(first, now)).isPositive();
  }

  private static FeedPlan plan(int bucket, int grace) {
    return new FeedPlan(
        Duration.ofSeconds(10),
        List.of(
            new Feed(
                "NL",
                null,
                new Region("NL"),
                Duration.ofSeconds(bucket),
                Duration.ofSeconds(grace),
                0,
                null,
                null,
                null)));
  }
}
