package org.keyferry.wire.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalInt;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Problem;

/**
 * A temporary exposure key of a person with a verified diagnosis, as batches carry it. Prints
 * without its bytes.
 *
 * @param key the 16 bytes
 * @param start first interval in which it was broadcast
 * @param period how long it was valid
 * @param risk transmission risk, 0 to 8
 * @param reportType kind of the diagnosis; unspecified only where a foreign file has none
 * @param daysSinceOnset days from symptom onset to the key's start; empty where unknown
 */
public record DiagnosisKey(
    ExposureKey key,
    Interval start,
    RollingPeriod period,
    TransmissionRisk risk,
    ReportType reportType,
    OptionalInt daysSinceOnset) {

  public DiagnosisKey {
    requireNonNull(key);
    requireNonNull(start);
    requireNonNull(period);
    requireNonNull(risk);
    requireNonNull(reportType);
    requireNonNull(daysSinceOnset);
    if (reportType == ReportType.UNRECOGNIZED) {
      throw new InvalidKey(
          new Problem("report type", "exposure key", "a known report type", "an unknown number"));
    }
  }

  /** The first instant at which the key is no longer valid. */
  public Instant validUntil() {
    return start.endAfter(period);
  }

  /** As an event of {@code feeds.slices} and {@code batches.sealed}. */
  public BatchKey toEvent() {
    var event =
        BatchKey.newBuilder()
            .setKeyData(key.toByteString())
            .setRollingStartIntervalNumber(start.number())
            .setRollingPeriod(period.intervals())
            .setTransmissionRisk(risk.level())
            .setReportType(reportType);
    daysSinceOnset.ifPresent(event::setDaysSinceOnset);
    return event.build();
  }

  /**
   * From an event of {@code feeds.slices} or {@code batches.sealed}.
   *
   * @throws InvalidKey if a field is outside its range
   */
  public static DiagnosisKey of(BatchKey event) {
    return new DiagnosisKey(
        ExposureKey.of(event.getKeyData()),
        new Interval(event.getRollingStartIntervalNumber()),
        new RollingPeriod(event.getRollingPeriod()),
        new TransmissionRisk(event.getTransmissionRisk()),
        event.getReportType(),
        event.hasDaysSinceOnset()
            ? OptionalInt.of(event.getDaysSinceOnset())
            : OptionalInt.empty());
  }
}
