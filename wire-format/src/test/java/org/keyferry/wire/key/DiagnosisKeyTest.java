package org.keyferry.wire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;

class DiagnosisKeyTest {

  @Test
  void keySurvivesItsEvent() {
    var known = key(ReportType.CONFIRMED_TEST, OptionalInt.of(0));
    var unknown = key(ReportType.SELF_REPORT, OptionalInt.empty());
    assertThat(DiagnosisKey.of(known.toEvent())).isEqualTo(known);
    assertThat(DiagnosisKey.of(unknown.toEvent())).isEqualTo(unknown);
    assertThat(known.toEvent().hasDaysSinceOnset()).isTrue();
    assertThat(unknown.toEvent().hasDaysSinceOnset()).isFalse();
  }

  @Test
  void validityEndsAfterThePeriod() {
    assertThat(key(ReportType.REVOKED, OptionalInt.empty()).validUntil())
        .isEqualTo(new Interval(1144).start());
  }

  @Test
  void eventOutOfRangeIsRefused() {
    var event = key(ReportType.CONFIRMED_TEST, OptionalInt.empty()).toEvent();
    assertRefused(event.toBuilder().clearKeyData().build());
    assertRefused(event.toBuilder().setRollingPeriod(145).build());
    assertRefused(event.toBuilder().setRollingStartIntervalNumber(-1).build());
    assertRefused(event.toBuilder().setTransmissionRisk(9).build());
    assertRefused(event.toBuilder().setReportTypeValue(77).build());
  }

  private static void assertRefused(BatchKey event) {
    assertThatThrownBy(() -> DiagnosisKey.of(event)).isInstanceOf(InvalidKey.class);
  }

  private static DiagnosisKey key(ReportType reportType, OptionalInt daysSinceOnset) {
    return new DiagnosisKey(
        ExposureKey.of(new byte[16]),
        new Interval(1000),
        RollingPeriod.DAY,
        new TransmissionRisk(3),
        reportType,
        daysSinceOnset);
  }
}
