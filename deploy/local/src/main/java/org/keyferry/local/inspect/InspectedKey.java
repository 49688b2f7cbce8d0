package org.keyferry.local.inspect;

import java.util.Base64;
import java.util.OptionalInt;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * A key of an export file, which is public. It prints redacted all the same.
 *
 * @param key base64 of the 16 bytes
 * @param rollingStartIntervalNumber first interval
 * @param rollingPeriod intervals
 * @param transmissionRisk 0 to 8
 * @param reportType as the format calls it
 * @param daysSinceOnset null where unknown
 * @param revised whether it replaces an earlier one
 */
public record InspectedKey(
    String key,
    int rollingStartIntervalNumber,
    int rollingPeriod,
    int transmissionRisk,
    String reportType,
    Integer daysSinceOnset,
    boolean revised) {

  static InspectedKey of(DiagnosisKey key, boolean revised) {
    OptionalInt onset = key.daysSinceOnset();
    return new InspectedKey(
        Base64.getEncoder().encodeToString(key.key().toByteArray()),
        key.start().number(),
        key.period().intervals(),
        key.risk().level(),
        key.reportType().name(),
        onset.isPresent() ? onset.getAsInt() : null,
        revised);
  }

  @Override
  public String toString() {
    return "InspectedKey[redacted]";
  }
}
