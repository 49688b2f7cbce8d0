package org.keyferry.wire.export;

import java.util.OptionalInt;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.KeyView;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * The fields of one key as the file has them, in or out of range. One instance serves for all keys
 * of a file.
 */
final class KeyFields {
  byte[] data;
  int risk;
  int start;
  int period;
  int reportType;
  boolean onsetKnown;
  int daysSinceOnset;

  /** What a field is when the file leaves it out. */
  void clear() {
    data = null;
    risk = 0;
    start = 0;
    period = RollingPeriod.MOST;
    reportType = 0;
    onsetKnown = false;
    daysSinceOnset = 0;
  }

  void set(KeyView key) {
    data = data == null ? new byte[ExposureKey.LENGTH] : data;
    key.copyKey(data, 0);
    risk = key.risk();
    start = key.start();
    period = key.period();
    reportType = key.reportType();
    onsetKnown = key.onsetKnown();
    daysSinceOnset = key.daysSinceOnset();
  }

  void set(DiagnosisKey key) {
    data = key.key().toByteArray();
    risk = key.risk().level();
    start = key.start().number();
    period = key.period().intervals();
    reportType = key.reportType().getNumber();
    onsetKnown = key.daysSinceOnset().isPresent();
    daysSinceOnset = key.daysSinceOnset().orElse(0);
  }

  /** Takes the fields of another, and its bytes, which nobody may change after that. */
  void set(KeyFields key) {
    data = key.data;
    risk = key.risk;
    start = key.start;
    period = key.period;
    reportType = key.reportType;
    onsetKnown = key.onsetKnown;
    daysSinceOnset = key.daysSinceOnset;
  }

  /**
   * The key as a valid one.
   *
   * @throws Unreadable if a field is outside its range
   */
  DiagnosisKey toDiagnosisKey() throws Unreadable {
    var type = ReportType.forNumber(reportType);
    try {
      return new DiagnosisKey(
          ExposureKey.of(data),
          new Interval(start),
          new RollingPeriod(period),
          new TransmissionRisk(risk),
          type == null ? ReportType.UNRECOGNIZED : type,
          onsetKnown ? OptionalInt.of(daysSinceOnset) : OptionalInt.empty());
    } catch (InvalidKey e) {
      throw new Unreadable(e.problem().what(), e.problem().expected(), e.problem().actual());
    }
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "KeyFields[start=" + start + ", period=" + period + "]";
  }
}
