package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.mock.env.MockEnvironment;

class ProcessorSettingsTest {
  private final MockEnvironment environment =
      new MockEnvironment().withProperty("keyferry.processor.home-region", "NL");

  @Test
  void onlyTheHomeRegionHasToBeSet() {
    var settings = bound();

    assertThat(settings.homeRegion()).isEqualTo(new Region("NL"));
    assertThat(settings.embargo()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.stepKeys()).isEqualTo(20_000);
    assertThat(settings.stepTime()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.threads()).isBetween(1, 4);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "home-region, nl",
    "embargo, 25h",
    "embargo, -1s",
    "threads, 0",
    "step-keys, 9",
    "step-time, 1ms",
    "commit-interval, 2s",
    "standbys, 3",
    "group-instance-id, 'a b'",
    "stores.cache-mebibytes, 15",
    "stores.memory-tables-mebibytes, 161",
    "state-dir, /x",
  })
  void settingOutOfRangeIsRefusedByName(String name, String value) {
    environment.setProperty("keyferry.processor." + name, value);

    assertThatThrownBy(this::bound)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.processor." + name);
  }

  @Test
  void missingHomeRegionIsRefusedByName() {
    assertThatThrownBy(() ->
            BoundSettings.of(new MockEnvironment(), "keyferry.processor", ProcessorSettings.class))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.processor.home-region");
  }

  @Test
  void regionalFeedForOurOwnRegionIsRefusedByName() {
    var feed = TestPlans.feed("to-us", FeedKind.REGIONAL, "NL", null);

    assertThatThrownBy(() -> TestPlans.plan(1, TestPlans.settings(10), feed))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.plan.feeds[to-us].region");
  }

  private ProcessorSettings bound() {
    return BoundSettings.of(environment, "keyferry.processor", ProcessorSettings.class);
  }
}
