package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.InMemoryStore;
import org.keyferry.processor.TestKeys;
import org.keyferry.processor.step.StepLimits;

class ShownFakesTest {
  private static final long AGE = Duration.ofDays(15).toSeconds();
  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  private final KeyValueStore<byte[], byte[]> store = InMemoryStore.of("fakes");
  private final ShownFakes shown = new ShownFakes(store, AGE);

  @Test
  void fakeIsNewToEachFeedOnce() {
    assertThat(shown.add("a", fake(1))).isTrue();
    assertThat(shown.add("a", fake(1))).isFalse();
    assertThat(shown.add("ab", fake(1))).isTrue();
    assertThat(shown.contains("a", fake(1).getKeyData())).isTrue();
    assertThat(shown.contains("a", fake(2).getKeyData())).isFalse();
  }

  @Test
  void whatIsTooOldToBeTakenAgainIsForgottenInBoundedSteps() {
    for (int number = 0; number < 100; number++) {
      shown.add(number < 90 ? "old" : "young", fake(number));
    }
    long tooOld = END.getEpochSecond() + AGE + 1;
    assertThat(shown.isYoung(fake(1), tooOld)).isFalse();
    assertThat(shown.isYoung(fake(1), tooOld - 1)).isTrue();

    int steps = 0;
    boolean over = false;
    while (!over) {
      var budget = new StepLimits(20, Duration.ofSeconds(5)).begin();
      over = shown.sweep(budget, feed -> feed.equals("old") ? tooOld : tooOld - 1);
      steps++;
    }

    assertThat(steps).isBetween(5, 6);
    assertThat(store.approximateNumEntries()).isEqualTo(10);
  }

  private static BatchKey fake(long number) {
    var key = TestKeys.validUntil(number, END);
    return BatchKey.newBuilder()
        .setKeyData(key.getKeyData())
        .setRollingStartIntervalNumber(key.getRollingStartIntervalNumber())
        .setRollingPeriod(key.getRollingPeriod())
        .build();
  }
}
