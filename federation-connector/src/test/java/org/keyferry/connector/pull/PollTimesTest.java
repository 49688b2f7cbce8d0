package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("V48")
class PollTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final PollTimes TIMES =
      new PollTimes(
          Duration.ofMinutes(1),
          Duration.ofHours(6),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({
    "1790000000, 2026-09-21T14:13:20Z, false",
    "1790000000000, 2026-09-21T14:13:20Z, true",
    "1790000000999, 2026-09-21T14:13:20Z, true",
    "0, 1970-01-01T00:00:00Z, false",
    "99999999999, 5138-11-16T09:46:39Z, false"
  })
  void secondsAndMillisecondsAreToldApart(String text, Instant time, boolean millis) {
    assertThat(PollTimes.recommended(text)).contains(new PollTimes.Recommended(time, millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
  void anythingElseRecommendsNothing(String text) {
    assertThat(PollTimes.recommended(text)).isEmpty();
  }

  @Test
  void pastRecommendationMeansTheShortestWait() {
    assertThat(TIMES.next(NOW, Optional.of(NOW.minusSeconds(9)))).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void absurdRecommendationMeansTheLongestWait() {
    assertThat(TIMES.next(NOW, Optional.of(Instant.MAX))).isEqualTo(NOW.plus(Duration.ofHours(6)));
  }

  @Test
  void sensibleRecommendationIsFollowed() {
    var wanted = NOW.plus(Duration.ofHours(2));
    assertThat(TIMES.next(NOW, Optional.of(wanted))).isEqualTo(wanted);
  }

  @Test
  void withoutARecommendationTheUsualWaitHolds() {
    assertThat(TIMES.next(NOW, Optional.empty())).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void eachFailureDoublesTheWaitUpToTheLongest() {
    assertThat(TIMES.afterFailure(NOW, 1)).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    assertThat(TIMES.afterFailure(NOW, 3)).isEqualTo(NOW.plus(Duration.ofMinutes(4)));
    assertThat(TIMES.afterFailure(NOW, 1000)).isEqualTo(NOW.plus(Duration.ofHours(6)));
  }

  @Property
  void jitterIsWithinItsBounds(@ForAll long seed) {
    assertThat(TIMES.jitter(new SplittableRandom(seed)))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }
}
