package org.keyferry.connector.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final KeyCaps CAPS = new KeyCaps(5000, 5000);

  @Test
  void newcomerMayBringTheFloor() {
    assertThat(KeyLedger.EMPTY.excess(5000, NOON, CAPS)).isEmpty();
    assertThat(KeyLedger.EMPTY.excess(5001, NOON, CAPS)).isPresent();
  }

  @Test
  void whatCameInThisHourCounts() {
    var ledger = KeyLedger.EMPTY.plus(3000, NOON);

    assertThat(ledger.excess(2001, NOON.plusSeconds(60), CAPS))
        .hasValueSatisfying(why -> assertThat(why).contains("5000").contains("hour"));
  }

  @Test
  void whatCameToday() {
    var ledger = KeyLedger.EMPTY.plus(4000, NOON).plus(1000, NOON.plusSeconds(7200));

    assertThat(ledger.excess(1, NOON.plusSeconds(14_400), CAPS))
        .hasValueSatisfying(why -> assertThat(why).contains("day"));
  }

  @Test
  void threeTimesTheMostOfTheDaysBeforeMayCome() {
    var ledger = KeyLedger.EMPTY.plus(4000, NOON.minus(DAY));

    assertThat(ledger.excess(12_000, NOON, CAPS)).isEmpty();
    assertThat(ledger.excess(12_001, NOON, CAPS)).isPresent();
  }

  @Test
  void todayDoesNotRaiseItsOwnCap() {
    var ledger = KeyLedger.EMPTY.plus(5000, NOON.minusSeconds(7200));

    assertThat(ledger.excess(1, NOON, CAPS)).isPresent();
  }

  @Test
  void afterFourteenDaysNothingCountsAnyMore() {
    var ledger = KeyLedger.EMPTY.plus(4000, NOON.minus(DAY.multipliedBy(15)));

    assertThat(ledger.excess(5001, NOON, CAPS)).isPresent();
  }

  @Test
  void feedsOfAPeerCountTogether() {
    var caps = new PeerCaps(CAPS);

    assertThat(caps.letIn("BE", "feed", KeyLedger.EMPTY, 3000, NOON)).isEmpty();
    assertThat(caps.letIn("BE", "index", KeyLedger.EMPTY, 2001, NOON)).isPresent();
    assertThat(caps.letIn("BE", "index", KeyLedger.EMPTY, 2000, NOON)).isEmpty();
    assertThat(caps.letIn("DE", "feed", KeyLedger.EMPTY, 5000, NOON)).isEmpty();
  }

  @Test
  void daysBeforeCountForAllFeedsOfAPeer() {
    var caps = new PeerCaps(CAPS);
    caps.begin("BE", "feed", KeyLedger.EMPTY.plus(3000, NOON.minus(DAY)));
    var index = KeyLedger.EMPTY.plus(1000, NOON.minus(DAY));
    caps.begin("BE", "index", index);

    assertThat(caps.letIn("BE", "index", index, 12_001, NOON)).isPresent();
    assertThat(caps.letIn("BE", "index", index, 12_000, NOON)).isEmpty();
  }

  @Test
  void aFeedThatIsReadNoMoreCountsNoMore() {
    var caps = new PeerCaps(CAPS);
    caps.begin("BE", "feed", KeyLedger.EMPTY.plus(5000, NOON));
    caps.end("BE", "feed");

    assertThat(caps.letIn("BE", "index", KeyLedger.EMPTY, 5000, NOON)).isEmpty();
  }

  @Test
  void aBatchThatIsTriedAgainCountsOnce() {
    var caps = new PeerCaps(CAPS);

    assertThat(caps.letIn("BE", "feed", KeyLedger.EMPTY, 3000, NOON)).isEmpty();
    assertThat(caps.letIn("BE", "feed", KeyLedger.EMPTY, 3000, NOON)).isEmpty();
  }

  @Property
  void whatIsRenderedIsReadAsItWas(
      @ForAll @IntRange(min = 0, max = 1_000_000) int first,
      @ForAll @IntRange(min = 0, max = 1_000_000) int second,
      @ForAll @IntRange(min = 0, max = 1000) int hours) {
    var ledger = KeyLedger.EMPTY.plus(first, NOON).plus(second, NOON.plus(Duration.ofHours(hours)));

    assertThat(KeyLedger.parse(ledger.render())).isEqualTo(ledger);
    assertThat(ledger.days().size()).isLessThanOrEqualTo(KeyLedger.REMEMBERED + 1);
  }
}
