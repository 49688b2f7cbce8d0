package org.keyferry.processor;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/** Keys for tests: the bytes follow from a number, scattered so that their order is another. */
public final class TestKeys {
  private TestKeys() {}

  /** The 16 bytes of the key of that number. */
  public static ByteString bytes(long number) {
    long scattered = number * 0x9E3779B97F4A7C15L;
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(scattered).putLong(number).array());
  }

  /** The number of a key that {@link #bytes} made. */
  public static long number(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().getLong(8);
  }

  /** A key that was valid for a day until the instant, which is rounded down to 10 minutes. */
  public static TemporaryExposureKey validUntil(long number, Instant end) {
    int start = Interval.containing(end).number() - RollingPeriod.MOST;
    return TemporaryExposureKey.newBuilder()
        .setKeyData(bytes(number))
        .setRollingStartIntervalNumber(start)
        .setRollingPeriod(RollingPeriod.MOST)
        .build();
  }

  /** A key whose validity ended three days before the arrival. */
  public static TemporaryExposureKey expired(long number, Instant arrival) {
    return validUntil(number, arrival.minus(Duration.ofDays(3)));
  }

  /** Metadata of an ordinary key. */
  public static KeyMetadata confirmed() {
    return KeyMetadata.newBuilder()
        .setTransmissionRisk(4)
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnset(-2)
        .build();
  }

  /** As the gateway writes it. */
  public static SubmittedKey submitted(TemporaryExposureKey key) {
    return SubmittedKey.newBuilder()
        .setTemporaryExposureKey(key)
        .setMetadata(confirmed())
        .setOrigin("NL")
        .build();
  }

  /** As a connector writes it. */
  public static FederatedKey federated(
      TemporaryExposureKey key, String origin, RegionsOfInterest interest) {
    var event =
        FederatedKey.newBuilder()
            .setTemporaryExposureKey(key)
            .setMetadata(confirmed())
            .setOrigin(origin)
            .setPeer(origin);
    if (interest != null) {
      event.setRegionsOfInterest(interest);
    }
    return event.build();
  }
}
