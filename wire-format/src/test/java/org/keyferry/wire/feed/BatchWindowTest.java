package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.InvalidKey;

class BatchWindowTest {

  @Property(tries = 500)
  void everyInstantIsInExactlyOneAlignedWindow(
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long second,
      @ForAll @IntRange(min = 1, max = 86_400) int length) {
    var instant = Instant.ofEpochSecond(second);
    var window = BatchWindow.containing(instant, Duration.ofSeconds(length));
    assertThat(window.contains(instant)).isTrue();
    assertThat(window.length()).hasSeconds(length);
    assertThat(window.start().getEpochSecond() % length).isZero();
  }

  @Test
  void startIsInsideAndEndIsNot() {
    var window = BatchWindow.ofEpochSeconds(7200, 14_400);
    assertThat(window.contains(Instant.ofEpochSecond(7200))).isTrue();
    assertThat(window.contains(Instant.ofEpochSecond(14_399))).isTrue();
    assertThat(window.contains(Instant.ofEpochSecond(14_400))).isFalse();
    assertThat(window.contains(Instant.ofEpochSecond(7199))).isFalse();
  }

  @Test
  void emptyOrBackwardWindowIsRefused() {
    assertThatThrownBy(() -> BatchWindow.ofEpochSeconds(5, 5)).isInstanceOf(InvalidKey.class);
    assertThatThrownBy(() -> BatchWindow.ofEpochSeconds(6, 5)).isInstanceOf(InvalidKey.class);
  }

  @Test
  void partsOfASecondAreRefused() {
    var whole = Instant.ofEpochSecond(10);
    assertThatThrownBy(() -> new BatchWindow(whole, whole.plusMillis(1500)))
        .isInstanceOf(InvalidKey.class);
    assertThatThrownBy(() -> new BatchWindow(whole.plusNanos(1), whole.plusSeconds(5)))
        .isInstanceOf(InvalidKey.class);
  }

  @Test
  void windowPrintsHalfOpen() {
    assertThat(BatchWindow.ofEpochSeconds(0, 10))
        .hasToString("[1970-01-01T00:00:00Z, 1970-01-01T00:00:10Z)");
  }
}
