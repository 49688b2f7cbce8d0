package org.keyferry.connector.support;

import com.google.protobuf.ByteString;
import java.util.List;
import org.keyferry.connector.support.ens.ExposureKey;
import org.keyferry.wire.key.DiagnosisKey;

/** Keys as an exposure notifications server has them. */
public final class EnsKeys {
  private EnsKeys() {}

  /** Of persons who stay at home, all of one region. */
  public static List<ExposureKey> of(String region, List<DiagnosisKey> keys) {
    return keys.stream().map(key -> of(key, region).build()).toList();
  }

  /** Of persons who travel, all of one region. */
  public static List<ExposureKey> ofTravelers(String region, List<DiagnosisKey> keys) {
    return keys.stream().map(key -> of(key, region).setTraveler(true).build()).toList();
  }

  /** One key, to be changed. */
  public static ExposureKey.Builder of(DiagnosisKey key, String... regions) {
    var made =
        ExposureKey.newBuilder()
            .setExposureKey(ByteString.copyFrom(key.key().toByteString().toByteArray()))
            .setTransmissionRisk(key.risk().level())
            .setIntervalNumber(key.start().number())
            .setIntervalCount(key.period().intervals())
            .setReportTypeValue(key.reportType().getNumber())
            .addAllRegions(List.of(regions));
    key.daysSinceOnset()
        .ifPresent(days -> made.setHasSymptomOnset(true).setDaysSinceOnsetOfSymptoms(days));
    return made;
  }
}
