package org.keyferry.submission.publish;

import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Keys of which only the timing matters. */
final class Keys {
  private Keys() {}

  static DiagnosisKey key(int start, int period) {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(start),
        new RollingPeriod(period),
        new TransmissionRisk(0),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }
}
