package org.keyferry.wire.ens;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.OptionalInt;
import org.keyferry.wire.ens.format.ExposureKey;

/**
 * A key as an exposure notifications server tells it: any field may be wrong. Prints without its
 * bytes.
 *
 * @param keyData what should be 16 bytes
 * @param start what should be an interval number
 * @param period what should be 1 to 144 intervals
 * @param risk what should be 0 to 8
 * @param reportType what should be 0 to 5, as in export files; 0 also for self-reports
 * @param daysSinceOnset empty where unknown
 * @param traveler whether the person stated to travel; nobody is told whereto
 * @param regions of the authority that verified the diagnosis, as far as they were asked for
 */
public record EnsKey(
    ByteString keyData,
    int start,
    int period,
    int risk,
    int reportType,
    OptionalInt daysSinceOnset,
    boolean traveler,
    List<String> regions) {

  public EnsKey {
    requireNonNull(keyData);
    requireNonNull(daysSinceOnset);
    regions = List.copyOf(regions);
  }

  static EnsKey of(ExposureKey message) {
    return new EnsKey(
        message.getExposureKey(),
        message.getIntervalNumber(),
        message.getIntervalCount(),
        message.getTransmissionRisk(),
        message.getReportTypeValue(),
        message.getHasSymptomOnset()
            ? OptionalInt.of(message.getDaysSinceOnsetOfSymptoms())
            : OptionalInt.empty(),
        message.getTraveler(),
        message.getRegionsList());
  }

  @Override
  public String toString() {
    return "EnsKey[start=" + start + ", period=" + period + "]";
  }
}
