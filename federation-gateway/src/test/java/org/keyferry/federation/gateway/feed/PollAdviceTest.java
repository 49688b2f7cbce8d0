package org.keyferry.federation.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PollAdviceTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
  private final PollAdvice advice = new PollAdvice(Duration.ofMinutes(1), Duration.ofHours(2));

  @Test
  void whatIsThereCanBeAskedForNow() {
    assertThat(advice.next(NOW, Optional.empty())).isEqualTo(NOW);
  }

  @Test
  void whatIsExpectedIsAskedForThen() {
    Instant expected = NOW.plusSeconds(600);
    assertThat(advice.next(NOW, Optional.of(expected))).isEqualTo(expected);
  }

  @Property
  void neverSoonerThanTheShortestAndNeverLaterThanTheLongest(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long seconds) {
    assertThat(advice.next(NOW, Optional.of(NOW.plusSeconds(seconds))))
        .isBetween(NOW.plusSeconds(60), NOW.plusSeconds(7200));
  }
}
