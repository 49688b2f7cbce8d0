package org.keyferry.submission.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * Which day symptoms began, in UTC: as the request says if that is reasonable, else as the
 * certificate says if that is, else some days before now.
 *
 * @param oldest how many days ago an onset may lie
 * @param assumed how long ago it is assumed to lie if nothing reasonable is stated
 */
record OnsetRule(int oldest, Duration assumed) {

  /**
   * The day of onset.
   *
   * @param requested the request's interval
   * @param certified the certificate's interval
   */
  LocalDate onset(long requested, OptionalLong certified, Instant now) {
    if (reasonable(requested, now)) {
      return day(requested);
    }
    if (certified.isPresent() && reasonable(certified.getAsLong(), now)) {
      return day(certified.getAsLong());
    }
    return LocalDate.ofInstant(now.minus(assumed), ZoneOffset.UTC);
  }

  private boolean reasonable(long interval, Instant now) {
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(oldest);
    return interval >= first.toEpochDay() * RollingPeriod.MOST
        && interval < Interval.containing(now).number();
  }

  /** The UTC day that the interval lies in. */
  static LocalDate day(long interval) {
    return LocalDate.ofEpochDay(Math.floorDiv(interval, RollingPeriod.MOST));
  }
}
