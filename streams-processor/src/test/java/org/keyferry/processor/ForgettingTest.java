package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.key.Interval;

/** The store of known keys forgets by the clock, and what it forgets can't be published again. */
class ForgettingTest {
  private static final Duration REMEMBERED = Duration.ofDays(19);

  private final ProcessorDriver driver =
      new ProcessorDriver(TestPlans.plan(1, TestPlans.settings(20), TestPlans.feed("NL", 10, 0)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void idlePartitionForgetsExpiredKeysInBoundedSteps() {
    for (long number = 0; number < 100; number++) {
      driver.submit(submitted(expired(number, driver.now())));
    }
    driver.runFor(Duration.ofSeconds(15));
    assertThat(known()).isEqualTo(100);

    driver.jump(REMEMBERED);
    assertThat(known()).isGreaterThanOrEqualTo(80);
    driver.runFor(Duration.ofHours(2));

    assertThat(known()).isZero();
  }

  @Test
  void keysThatMayStillBeRepeatedStayKnown() {
    driver.submit(submitted(expired(1, driver.now())));
    driver.runFor(Duration.ofSeconds(15));

    driver.jump(REMEMBERED.minus(Duration.ofDays(4)));
    driver.runFor(Duration.ofHours(2));

    assertThat(known()).isEqualTo(1);
  }

  @Test
  void repeatThatComesAfterItsKeyIsForgottenIsNotPublishedAgain() {
    SubmittedKey event = submitted(expired(1, driver.now()));
    Instant arrival = driver.now();
    driver.submit(event);
    driver.runFor(Duration.ofSeconds(15));
    driver.jump(REMEMBERED);
    driver.runFor(Duration.ofHours(2));
    assertThat(known()).isZero();

    driver.submit(event, arrival);
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).isEqualTo(List.of(1L));
    driver.assertRejected("too-old");
  }

  @Test
  void oldestKeyThatAdmissionTakesIsPublishedAfterTwoDaysAway() {
    Instant arrival = driver.now();
    var oldest = TestKeys.validUntil(1, arrival.minus(Duration.ofDays(15)).plus(Interval.LENGTH));
    driver.submit(submitted(oldest), arrival);
    driver.jump(Duration.ofDays(2));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).isEqualTo(List.of(1L));
  }

  private int known() {
    int known = 0;
    try (var entries = driver.store("known-keys").all()) {
      while (entries.hasNext()) {
        entries.next();
        known++;
      }
    }
    return known;
  }
}
