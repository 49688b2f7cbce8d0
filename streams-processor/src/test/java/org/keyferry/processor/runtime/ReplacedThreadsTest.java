package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplacedThreadsTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final ReplacedThreads replaced = new ReplacedThreads(() -> now);

  @Test
  void fourthFailureWithinTenMinutesEndsTheProcess() {
    assertThat(replaced.mayReplace()).isTrue();
    assertThat(replaced.mayReplace()).isTrue();
    assertThat(replaced.mayReplace()).isTrue();

    assertThat(replaced.mayReplace()).isFalse();
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    for (int i = 0; i < ReplacedThreads.MOST; i++) {
      replaced.mayReplace();
    }
    now = now.plus(ReplacedThreads.WITHIN).plusSeconds(1);

    assertThat(replaced.mayReplace()).isTrue();
  }
}
