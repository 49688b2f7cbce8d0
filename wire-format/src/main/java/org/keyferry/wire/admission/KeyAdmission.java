package org.keyferry.wire.admission;

import java.time.Duration;
import java.time.Instant;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.admission.Admission.Refused;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * Decides by shape and age whether a key is admitted. The gateway and the processor ask the same
 * rules with the same arrival, the record's time, so they can't disagree.
 *
 * <p>Rules, in order: 16 bytes; period 1 to 144; start not negative and before arrival + quantum;
 * validity ended no longer ago than the longest age (equality passes); risk 0 to 8; a report type
 * that says something; onset within the limit.
 */
public final class KeyAdmission {
  private final AdmissionLimits limits;
  private final Duration quantum;

  /**
   * @param limits ages and distances
   * @param quantum what arrivals are rounded down to: a key may start until then after its arrival
   */
  public KeyAdmission(AdmissionLimits limits, Duration quantum) {
    this.limits = limits;
    this.quantum = quantum;
  }

  /** Judges a key that arrived at the given time, rounded down to the quantum. Never throws. */
  public Admission judge(CandidateKey candidate, Instant arrival) {
    if (candidate.keyData().size() != ExposureKey.LENGTH) {
      return refused(
          RejectionReason.KEY_LENGTH_NOT_16, "16 bytes", candidate.keyData().size() + " bytes");
    }
    if (candidate.period() < 1 || candidate.period() > RollingPeriod.MOST) {
      return refused(RejectionReason.ROLLING_PERIOD_OUT_OF_RANGE, "1 to 144", candidate.period());
    }
    if (candidate.start() < 0) {
      return refused(RejectionReason.START_OUT_OF_RANGE, "0 or more", candidate.start());
    }
    var start = new Interval(candidate.start());
    var period = new RollingPeriod(candidate.period());
    if (!start.start().isBefore(arrival.plus(quantum))) {
      return refused(
          RejectionReason.START_IN_FUTURE,
          "an interval before " + arrival.plus(quantum),
          start.number());
    }
    if (start.endAfter(period).isBefore(arrival.minus(limits.longestAge()))) {
      return refused(
          RejectionReason.TOO_OLD,
          "valid until " + arrival.minus(limits.longestAge()) + " or later",
          start.endAfter(period));
    }
    return judgeMetadata(candidate, start, period);
  }

  private Admission judgeMetadata(CandidateKey candidate, Interval start, RollingPeriod period) {
    if (candidate.risk() < 0 || candidate.risk() > TransmissionRisk.MOST) {
      return refused(RejectionReason.TRANSMISSION_RISK_OUT_OF_RANGE, "0 to 8", candidate.risk());
    }
    if (!acceptable(candidate.reportType())) {
      return refused(
          RejectionReason.REPORT_TYPE_NOT_ACCEPTED,
          "confirmed, clinical, self-report or revoked",
          candidate.reportType());
    }
    int most = limits.mostDaysSinceOnset();
    if (Math.abs((long) candidate.daysSinceOnset().orElse(0)) > most) {
      return refused(
          RejectionReason.DAYS_SINCE_ONSET_OUT_OF_RANGE,
          "-" + most + " to " + most,
          candidate.daysSinceOnset().getAsInt());
    }
    return new Admitted(
        new DiagnosisKey(
            ExposureKey.of(candidate.keyData()),
            start,
            period,
            new TransmissionRisk(candidate.risk()),
            candidate.reportType(),
            candidate.daysSinceOnset()));
  }

  private static boolean acceptable(ReportType reportType) {
    return switch (reportType) {
      case CONFIRMED_TEST, CONFIRMED_CLINICAL_DIAGNOSIS, SELF_REPORT, REVOKED -> true;
      case REPORT_TYPE_UNSPECIFIED, RECURSIVE, UNRECOGNIZED -> false;
    };
  }

  private static Refused refused(RejectionReason reason, String expected, Object actual) {
    return new Refused(reason, "expected " + expected + ", got " + actual);
  }
}
