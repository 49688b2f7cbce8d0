package org.keyferry.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.client.state.Pace;

class PollScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Pace TWICE_A_DAY = new Pace(Duration.ofHours(12), Duration.ofMinutes(60));

  @Test
  @Tag("D06")
  void phonesThatWereWokenAtOnceComeEvenlySpread() {
    int phones = 120_000;
    int[] histogram = new int[60];
    for (int phone = 0; phone < phones; phone++) {
      var next = new PollSchedule(new Random(phone)).afterSuccess(NOW, TWICE_A_DAY);
      long minute = Duration.between(NOW.plus(TWICE_A_DAY.next()), next).toMinutes();
      histogram[(int) Math.min(minute, 59)]++;
    }
    double expected = phones / 60.0;
    double chiSquared =
        IntStream.of(histogram).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    // 59 degrees of freedom: 99.9 % of flat distributions are below.
    assertThat(chiSquared).isLessThan(98.3);
  }

  @Test
  @Tag("D06")
  void aPhoneThatIsToldToComesTwiceADay() {
    var schedule = new PollSchedule(new Random(6));
    Instant next = NOW;
    int polls = 0;
    while (next.isBefore(NOW.plus(Duration.ofDays(30)))) {
      next = schedule.afterSuccess(next, TWICE_A_DAY);
      polls++;
    }
    assertThat(polls).isBetween(57, 60);
  }

  @Test
  void afterFailuresItComesSoonAndThenLessAndLess() {
    var schedule = new PollSchedule(new Random(7));
    for (int failures = 1; failures <= 9; failures++) {
      Duration wait = Duration.ofMinutes(1L << (failures - 1));
      assertThat(schedule.afterFailure(NOW, failures, TWICE_A_DAY))
          .isBetween(NOW.plus(wait), NOW.plus(wait.multipliedBy(2)));
    }
  }

  @Test
  void howeverOftenItFailsItComesAsOftenAsTheRegionAsks() {
    var schedule = new PollSchedule(new Random(8));
    assertThat(schedule.afterFailure(NOW, 1000, TWICE_A_DAY))
        .isBetween(NOW.plus(Duration.ofHours(12)), NOW.plus(Duration.ofHours(13)));
  }
}
