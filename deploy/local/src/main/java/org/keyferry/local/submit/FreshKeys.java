package org.keyferry.local.submit;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.keyferry.local.upload.UploadKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/** Keys of a phone that was in use for some days until yesterday. */
final class FreshKeys {
  /** So many days fit between the newest and the oldest key that gateways accept. */
  static final int MOST = 14;

  private static final int RISK = 3;

  private FreshKeys() {}

  /**
   * A key a day, the newest of the day before yesterday: its validity and the usual embargo are
   * over.
   *
   * @param days 1 to 14
   */
  static List<UploadKey> make(int days, Instant now, SecureRandom random) {
    var today = now.truncatedTo(ChronoUnit.DAYS);
    var keys = new ArrayList<UploadKey>();
    for (int day = 2; day < days + 2; day++) {
      byte[] key = new byte[ExposureKey.LENGTH];
      random.nextBytes(key);
      var start = Interval.containing(today.minus(day, ChronoUnit.DAYS));
      keys.add(
          new UploadKey(
              Base64.getEncoder().encodeToString(key), start.number(), RollingPeriod.MOST, RISK));
    }
    return keys;
  }
}
