package org.keyferry.wire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Property(tries = 200)
  void intervalContainsItsFirstAndLastSecond(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int number) {
    var interval = new Interval(number);
    assertThat(Interval.containing(interval.start())).isEqualTo(interval);
    assertThat(Interval.containing(interval.start().plusSeconds(599))).isEqualTo(interval);
    assertThat(interval.start().getEpochSecond()).isEqualTo(number * 600L);
  }

  @Test
  void endIsTheFirstInstantAfterThePeriod() {
    var interval = Interval.containing(Instant.parse("2020-05-01T00:09:59Z"));
    assertThat(interval.endAfter(RollingPeriod.DAY)).isEqualTo("2020-05-02T00:00:00Z");
    assertThat(interval.endAfter(new RollingPeriod(1))).isEqualTo("2020-05-01T00:10:00Z");
  }

  @Test
  void lastIntervalOfAllHasAnEnd() {
    var last = new Interval(Integer.MAX_VALUE);
    assertThat(last.endAfter(RollingPeriod.DAY).getEpochSecond())
        .isEqualTo((Integer.MAX_VALUE + 144L) * 600);
  }

  @Test
  void negativeNumberIsRefused() {
    assertThatThrownBy(() -> new Interval(-1))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("0 or more, got -1");
  }
}
