package org.keyferry.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.admission.Admission.Refused;
import org.keyferry.wire.key.Interval;

class KeyAdmissionTest {
  private static final Instant ARRIVAL = Instant.parse("2020-05-16T12:00:00Z");
  private static final int NOW = Interval.containing(ARRIVAL).number();
  private static final int OLDEST_END = NOW - 15 * 144;
  private static final KeyAdmission RULES =
      new KeyAdmission(new AdmissionLimits(null, null, null), Duration.ofMinutes(10));

  static Stream<Arguments> keysOutOfRange() {
    return Stream.of(
        row(RejectionReason.KEY_LENGTH_NOT_16, key().bytes(15)),
        row(RejectionReason.KEY_LENGTH_NOT_16, key().bytes(17)),
        row(RejectionReason.ROLLING_PERIOD_OUT_OF_RANGE, key().period(0)),
        row(RejectionReason.ROLLING_PERIOD_OUT_OF_RANGE, key().period(145)),
        row(RejectionReason.ROLLING_PERIOD_OUT_OF_RANGE, key().period(Integer.MIN_VALUE)),
        row(RejectionReason.START_OUT_OF_RANGE, key().start(-1)),
        row(RejectionReason.START_IN_FUTURE, key().start(NOW + 1)),
        row(RejectionReason.START_IN_FUTURE, key().start(Integer.MAX_VALUE)),
        row(RejectionReason.TOO_OLD, key().start(OLDEST_END - 145)),
        row(RejectionReason.TOO_OLD, key().start(0)),
        row(RejectionReason.TOO_OLD, key().start(OLDEST_END - 2).period(1)),
        row(RejectionReason.TRANSMISSION_RISK_OUT_OF_RANGE, key().risk(-1)),
        row(RejectionReason.TRANSMISSION_RISK_OUT_OF_RANGE, key().risk(9)),
        row(RejectionReason.REPORT_TYPE_NOT_ACCEPTED, key().type(ReportType.RECURSIVE)),
        row(RejectionReason.REPORT_TYPE_NOT_ACCEPTED, key().type(ReportType.UNRECOGNIZED)),
        row(
            RejectionReason.REPORT_TYPE_NOT_ACCEPTED,
            key().type(ReportType.REPORT_TYPE_UNSPECIFIED)),
        row(RejectionReason.DAYS_SINCE_ONSET_OUT_OF_RANGE, key().onset(15)),
        row(RejectionReason.DAYS_SINCE_ONSET_OUT_OF_RANGE, key().onset(-15)),
        row(RejectionReason.DAYS_SINCE_ONSET_OUT_OF_RANGE, key().onset(Integer.MIN_VALUE)));
  }

  static Stream<Key> keysAtTheEdge() {
    return Stream.of(
        key(),
        key().period(1),
        key().period(144),
        key().start(NOW),
        key().start(OLDEST_END - 144),
        key().start(OLDEST_END - 1).period(1),
        key().risk(0),
        key().risk(8),
        key().type(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS),
        key().type(ReportType.SELF_REPORT),
        key().type(ReportType.REVOKED),
        key().onset(0),
        key().onset(14),
        key().onset(-14));
  }

  @Tag("V01")
  @ParameterizedTest
  @MethodSource("keysOutOfRange")
  void keyOutOfRangeIsRefusedWithItsReason(RejectionReason reason, Key key) {
    assertThat(RULES.judge(key.candidate(), ARRIVAL))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Tag("V01")
  @ParameterizedTest
  @MethodSource("keysAtTheEdge")
  void keyAtTheEdgeIsAdmittedUnchanged(Key key) {
    var candidate = key.candidate();
    assertThat(RULES.judge(candidate, ARRIVAL))
        .isInstanceOfSatisfying(Admitted.class, admitted -> assertSame(admitted, candidate));
  }

  @ParameterizedTest
  @CsvSource({"2020-05-16T12:00:00Z, 1", "2020-05-16T12:09:59Z, 1", "2020-05-16T12:00:00Z, 10"})
  void keyMayStartWithinAQuantumOfItsArrival(Instant arrival, int quantumMinutes) {
    var rules =
        new KeyAdmission(new AdmissionLimits(null, null, null), Duration.ofMinutes(quantumMinutes));
    assertThat(rules.judge(key().start(NOW).candidate(), arrival)).isInstanceOf(Admitted.class);
  }

  @Test
  void refusalTellsWhatWasExpected() {
    assertThat(RULES.judge(key().period(145).candidate(), ARRIVAL))
        .isEqualTo(
            new Refused(RejectionReason.ROLLING_PERIOD_OUT_OF_RANGE, "expected 1 to 144, got 145"));
  }

  @Test
  void reasonIsShownInLowerCaseWithHyphens() {
    assertThat(RejectionReason.REVISION_NOT_AUTHORISED.code()).isEqualTo("revision-not-authorised");
    assertThat(RejectionReason.KEY_LENGTH_NOT_16.code()).isEqualTo("key-length-not-16");
  }

  @Test
  void candidateHasTheFieldsOfItsEvent() {
    var event =
        TemporaryExposureKey.newBuilder()
            .setKeyData(ByteString.copyFrom(new byte[3]))
            .setRollingStartIntervalNumber(5)
            .setRollingPeriod(6)
            .build();
    var metadata =
        KeyMetadata.newBuilder().setTransmissionRisk(7).setReportType(ReportType.SELF_REPORT);
    assertThat(CandidateKey.of(event, metadata.build()))
        .isEqualTo(
            new CandidateKey(
                event.getKeyData(), 5, 6, 7, ReportType.SELF_REPORT, OptionalInt.empty()));
    assertThat(CandidateKey.of(event, metadata.setDaysSinceOnset(0).build()).daysSinceOnset())
        .hasValue(0);
  }

  private static void assertSame(Admitted admitted, CandidateKey candidate) {
    var key = admitted.key();
    assertThat(key.key().toByteString()).isEqualTo(candidate.keyData());
    assertThat(key.start().number()).isEqualTo(candidate.start());
    assertThat(key.period().intervals()).isEqualTo(candidate.period());
    assertThat(key.risk().level()).isEqualTo(candidate.risk());
    assertThat(key.reportType()).isEqualTo(candidate.reportType());
    assertThat(key.daysSinceOnset()).isEqualTo(candidate.daysSinceOnset());
  }

  private static Arguments row(RejectionReason reason, Key key) {
    return Arguments.of(reason, key);
  }

  /** A key of yesterday that is admitted. */
  private static Key key() {
    return new Key(16, NOW - 144, 144, 3, ReportType.CONFIRMED_TEST, OptionalInt.empty());
  }

  /** The fields of a candidate, one changed at a time. */
  record Key(int length, int start, int period, int risk, ReportType type, OptionalInt days) {
    Key bytes(int number) {
      return new Key(number, start, period, risk, type, days);
    }

    Key start(int number) {
      return new Key(length, number, period, risk, type, days);
    }

    Key period(int number) {
      return new Key(length, start, number, risk, type, days);
    }

    Key risk(int level) {
      return new Key(length, start, period, level, type, days);
    }

    Key type(ReportType other) {
      return new Key(length, start, period, risk, other, days);
    }

    Key onset(int number) {
      return new Key(length, start, period, risk, type, OptionalInt.of(number));
    }

    CandidateKey candidate() {
      var bytes = ByteString.copyFrom(new byte[length]);
      return new CandidateKey(bytes, start, period, risk, type, days);
    }
  }
}
