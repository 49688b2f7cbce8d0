package org.keyferry.wire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRangesTest {

  @Tag("V01")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 143, 144})
  void periodIsOneIntervalToADay(int intervals) {
    assertThat(new RollingPeriod(intervals).intervals()).isEqualTo(intervals);
  }

  @Tag("V01")
  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 145})
  void otherPeriodIsRefused(int intervals) {
    assertThatThrownBy(() -> new RollingPeriod(intervals))
        .isInstanceOf(InvalidKey.class)
        .hasMessage("rolling period in exposure key: expected 1 to 144, got " + intervals);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void riskIsZeroToEight(int level) {
    assertThat(new TransmissionRisk(level).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 9})
  void otherRiskIsRefused(int level) {
    assertThatThrownBy(() -> new TransmissionRisk(level))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("0 to 8, got " + level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "GB-SCT", "US-CA", "FR-6AE", "ES-1"})
  void regionIsACountryOrAPartOfOne(String code) {
    assertThat(new Region(code)).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "N", "nl", "NLD", "NL-", "GB-SCOT", "GB_SCT", " NL", "NL\n", "GB-sct"})
  void otherRegionIsRefused(String code) {
    assertThatThrownBy(() -> new Region(code))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("a code such as NL or GB-SCT");
  }

  @Test
  void longRegionIsShortenedInItsRefusal() {
    assertThatThrownBy(() -> new Region("X".repeat(1000)))
        .hasMessageEndingWith("got " + "X".repeat(16) + "…");
  }
}
