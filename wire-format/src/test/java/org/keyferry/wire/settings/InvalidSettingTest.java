package org.keyferry.wire.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.Problem;

class InvalidSettingTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT10S, 10s",
    "PT90S, 90s",
    "PT90M, 90m",
    "PT7H, 7h",
    "PT24H, 24h",
    "PT336H, 14d",
    "PT36H, 36h",
    "PT10.5S, 10500ms",
    "PT0.000001S, 1000ns",
    "PT-2H, -2h"
  })
  void durationsAreWrittenAsSettingsHaveThem(Duration duration, String text) {
    assertThat(InvalidSetting.text(duration)).isEqualTo(text);
  }

  @Test
  void durationsInARefusalAreWrittenSo() {
    assertThatThrownBy(() ->
            InvalidSetting.unlessBetween(
                Duration.ofSeconds(10), Duration.ofHours(24), "wait", Duration.ofDays(2)))
        .hasMessage("wait in the settings: expected a duration from 10s to 24h, got 2d");
  }

  @Test
  void theSameProblemMayBeToldOfAFile() {
    var refused = new InvalidSetting(new Problem("wait", "the settings", "1s", "2s"));

    assertThat(refused.in("feeds.yaml")).hasMessage("wait in feeds.yaml: expected 1s, got 2s");
  }
}
