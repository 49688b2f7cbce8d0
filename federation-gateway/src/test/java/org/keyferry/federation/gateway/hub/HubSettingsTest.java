package org.keyferry.federation.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.settings.InvalidSetting;

class HubSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "most-keys, 0",
    "most-keys, 100001",
    "largest-body, 999",
    "days-back, 29",
    "longest-age, 31d",
    "housekeeping, 2h",
    "acknowledgement-timeout, 0s",
    "most-callbacks, 101",
    "callback-retries, -1",
    "callback-retry-wait, 11m",
    "repeats, sometimes",
    "most-key, 1"
  })
  void whatIsOutOfRangeIsNamed(String setting, String value) {
    assertThatThrownBy(() -> settings(setting, value))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.hub." + setting);
  }

  @Test
  void nothingIsServedUnlessItIsSwitchedOn() {
    HubSettings settings = settings("repeats", "keep");
    assertThat(settings.efgs()).isFalse();
    assertThat(settings.interop()).isFalse();
    assertThat(settings.limits().mostKeys()).isEqualTo(5_000);
  }

  @Test
  void uploadsAreKeptNoLongerThanThePromise() {
    var promise = new RetentionSettings(Duration.ofDays(7));
    assertThatCode(() -> settings("days-back", "3").stayInUploads().requireWithin(promise))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> settings("days-back", "5").stayInUploads().requireWithin(promise))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.hub.days-back");
  }

  private static HubSettings settings(String name, String value) {
    return BoundSettings.of(
        Map.of("keyferry.hub." + name, value), "keyferry.hub", HubSettings.class);
  }
}
