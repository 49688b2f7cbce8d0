package org.keyferry.systemtests.federation;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;

/** New keys of the day before yesterday, which nobody has to wait for. */
final class FreshKeys {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RISK = 3;

  private FreshKeys() {}

  /** So many, as batches have them. */
  static List<BatchKey> batch(int count) {
    return Stream.generate(FreshKeys::one).limit(count).toList();
  }

  private static BatchKey one() {
    byte[] key = new byte[ExposureKey.LENGTH];
    RANDOM.nextBytes(key);
    Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS);
    return BatchKey.newBuilder()
        .setKeyData(ByteString.copyFrom(key))
        .setRollingStartIntervalNumber(Interval.containing(day).number())
        .setRollingPeriod(RollingPeriod.MOST)
        .setTransmissionRisk(RISK)
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnset(1)
        .build();
  }

  /** The same key as the gateway of the region has it, with consent. */
  static SubmittedKey submitted(BatchKey key, Region region) {
    return SubmittedKey.newBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder()
                .setKeyData(key.getKeyData())
                .setRollingStartIntervalNumber(key.getRollingStartIntervalNumber())
                .setRollingPeriod(key.getRollingPeriod()))
        .setMetadata(
            KeyMetadata.newBuilder()
                .setTransmissionRisk(key.getTransmissionRisk())
                .setReportType(key.getReportType())
                .setDaysSinceOnset(key.getDaysSinceOnset()))
        .setOrigin(region.code())
        .setConsentToFederation(true)
        .build();
  }
}
