package org.keyferry.wire.admission;

import com.google.protobuf.ByteString;
import java.util.OptionalInt;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;

/**
 * A key as it came from outside: any field may be wrong. Prints without its bytes.
 *
 * @param keyData what should be 16 bytes
 * @param start what should be an interval number
 * @param period what should be 1 to 144 intervals
 * @param risk what should be 0 to 8
 * @param reportType kind of the diagnosis
 * @param daysSinceOnset empty where unknown
 */
public record CandidateKey(
    ByteString keyData,
    int start,
    int period,
    int risk,
    ReportType reportType,
    OptionalInt daysSinceOnset) {

  /** From the two parts of a key event. */
  public static CandidateKey of(TemporaryExposureKey key, KeyMetadata metadata) {
    return new CandidateKey(
        key.getKeyData(),
        key.getRollingStartIntervalNumber(),
        key.getRollingPeriod(),
        metadata.getTransmissionRisk(),
        metadata.getReportType(),
        metadata.hasDaysSinceOnset()
            ? OptionalInt.of(metadata.getDaysSinceOnset())
            : OptionalInt.empty());
  }

  @Override
  public String toString() {
    return "CandidateKey[start=" + start + ", period=" + period + "]";
  }
}
