package org.keyferry.processor.feed;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.keyferry.wire.feed.PlanTimeline;

/**
 * The grid of grains, aligned to the epoch: the step in which keys are released. Where the plan
 * changes, so may the length of grains; the change lies on a boundary of both. Pure; seconds are
 * since the epoch, and so are milliseconds.
 */
public final class GrainGrid {
  private final List<Stretch> stretches;

  /**
   * A time with grains of one length.
   *
   * @param from first second; what is before the first stretch counts as of that
   * @param grainSeconds length of a grain
   * @param graceMillis how long after its end a grain is settled
   */
  private record Stretch(long from, long grainSeconds, long graceMillis) {
    long startOf(long second) {
      return Math.floorDiv(second, grainSeconds) * grainSeconds;
    }
  }

  private GrainGrid(List<Stretch> stretches) {
    this.stretches = stretches;
  }

  /** A grid that never changes. */
  public GrainGrid(long grainSeconds, long graceMillis) {
    this(List.of(new Stretch(0, grainSeconds, graceMillis)));
  }

  /** The grid of a plan through time. */
  public static GrainGrid of(PlanTimeline plan) {
    return new GrainGrid(
        plan.versions().stream()
            .map(version ->
                new Stretch(
                    version.from(),
                    version.plan().grain().toSeconds(),
                    version.plan().grace().toMillis()))
            .toList());
  }

  private Stretch at(long second) {
    for (int i = stretches.size() - 1; i > 0; i--) {
      if (stretches.get(i).from() <= second) {
        return stretches.get(i);
      }
    }
    return stretches.getFirst();
  }

  /** A length in seconds that every grain's length, at any time, is a multiple of. */
  public long stepSeconds() {
    return stretches.stream()
        .map(stretch -> BigInteger.valueOf(stretch.grainSeconds()))
        .reduce(BigInteger.ZERO, BigInteger::gcd)
        .longValueExact();
  }

  /** Start of the grain that contains the second. */
  public long startOf(long second) {
    return at(second).startOf(second);
  }

  /** First second after the grain that contains the second. */
  public long endOf(long second) {
    Stretch stretch = at(second);
    return stretch.startOf(second) + stretch.grainSeconds();
  }

  /** Start of the grain that contains the instant. */
  public long startAt(long millis) {
    return startOf(Math.floorDiv(millis, 1000L));
  }

  /** End of the newest grain that may be settled at the instant. */
  public long settleableAt(long millis) {
    long next = Long.MAX_VALUE;
    for (int i = stretches.size() - 1; i > 0; i--) {
      long end = settleable(stretches.get(i), millis);
      if (end > stretches.get(i).from()) {
        return Math.min(end, next);
      }
      next = stretches.get(i).from();
    }
    return Math.min(settleable(stretches.getFirst(), millis), next);
  }

  private static long settleable(Stretch stretch, long millis) {
    return stretch.startOf(Math.floorDiv(millis - stretch.graceMillis(), 1000L));
  }

  /** How long after the instant the grain that contains the second may be settled. */
  public Duration untilSettleable(long second, long millis) {
    return Duration.ofMillis(endOf(second) * 1000 + at(second).graceMillis() - millis);
  }
}
