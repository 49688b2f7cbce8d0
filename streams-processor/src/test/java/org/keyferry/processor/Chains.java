package org.keyferry.processor;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.key.Interval;

/**
 * Uploads as phones make them: keys of consecutive days, mostly 14, whose risk follows from the
 * days since onset; some with a shorter key of the same day.
 */
final class Chains {
  private static final int DAYS = 14;
  private static final int DAY = 144;
  private static final int[] RISK_FROM_DAY = {-14, -5, -3, -1, 2, 5, 8};
  private static final int[] RISK = {1, 2, 4, 6, 5, 3, 1};

  private final Random random;

  Chains(long seed) {
    this.random = new Random(seed);
  }

  /** What one phone uploads at the instant, at noon or later. */
  List<SubmittedKey> next(Instant arrival) {
    int midnight = Interval.containing(arrival.truncatedTo(ChronoUnit.DAYS)).number();
    int onset = -random.nextInt(11);
    int days = random.nextInt(4) == 0 ? 3 + random.nextInt(DAYS - 3) : DAYS;
    int chance = random.nextInt(10);
    ReportType report =
        chance < 7
            ? ReportType.CONFIRMED_TEST
            : chance < 9 ? ReportType.SELF_REPORT : ReportType.CONFIRMED_CLINICAL_DIAGNOSIS;
    var consent = random.nextInt(10) < 8;
    var interest = RegionsOfInterest.newBuilder();
    if (random.nextInt(10) < 4) {
      interest.addRegions("BE");
    }
    if (random.nextInt(100) < 2) {
      interest.addRegions("DE");
    }
    var keys = new ArrayList<SubmittedKey>();
    int first = random.nextInt(10) < 3 ? 0 : 1;
    for (int day = first; day <= days; day++) {
      int period = day == 0 ? 18 + random.nextInt(40) : DAY;
      keys.add(
          SubmittedKey.newBuilder()
              .setTemporaryExposureKey(key(midnight - day * DAY, period))
              .setMetadata(metadata(-day - onset, report))
              .setOrigin("NL")
              .setConsentToFederation(consent)
              .setRegionsOfInterest(interest)
              .build());
    }
    return keys;
  }

  private TemporaryExposureKey key(int start, int period) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return TemporaryExposureKey.newBuilder()
        .setKeyData(ByteString.copyFrom(bytes))
        .setRollingStartIntervalNumber(start)
        .setRollingPeriod(period)
        .build();
  }

  private static KeyMetadata metadata(int daysSinceOnset, ReportType report) {
    int risk = 0;
    for (int i = 0; i < RISK.length; i++) {
      risk = daysSinceOnset >= RISK_FROM_DAY[i] ? RISK[i] : risk;
    }
    return KeyMetadata.newBuilder()
        .setTransmissionRisk(risk)
        .setReportType(report)
        .setDaysSinceOnset(daysSinceOnset)
        .build();
  }
}
