package org.keyferry.client.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Keys of people who don't exist. */
public final class Keys {
  private Keys() {}

  /** So many keys of the day before the instant, in the order of batches. */
  public static List<DiagnosisKey> some(int count, Instant before, Random random) {
    var keys = new ArrayList<DiagnosisKey>();
    int midnight = Interval.containing(before.minus(Duration.ofDays(1))).number() / 144 * 144;
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[ExposureKey.LENGTH];
      random.nextBytes(bytes);
      keys.add(of(ExposureKey.of(bytes), new Interval(midnight)));
    }
    keys.sort(Comparator.comparing(DiagnosisKey::key));
    return keys;
  }

  /** A confirmed key of a whole day. */
  public static DiagnosisKey of(ExposureKey key, Interval start) {
    return new DiagnosisKey(
        key,
        start,
        RollingPeriod.DAY,
        new TransmissionRisk(1),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(0));
  }
}
