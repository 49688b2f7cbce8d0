package org.keyferry.wire.efgs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.OnsetCode.Meaningless;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * What an EFGS hub asks of each uploaded key; one that breaks a rule refuses its whole batch, since
 * the signature is over all. Beyond what EFGS asks, countries are ASCII without commas, because a
 * signature could not tell others apart.
 *
 * @param longestAge how long before today, UTC, a key may start; EFGS says 15 days
 * @param checkCountries visited countries are two capital letters; EFGS takes any text
 * @param checkOnset days since onset are an {@link OnsetCode}; EFGS takes any number
 */
public record EfgsKeyRules(Duration longestAge, boolean checkCountries, boolean checkOnset) {
  /** As EFGS. */
  public static final EfgsKeyRules DEFAULT = new EfgsKeyRules(Duration.ofDays(15), false, false);

  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");
  private static final Pattern TEXT = Pattern.compile("[ -+\\--~]*");
  private static final int MOST_REPORT_TYPE = 5;

  /**
   * The first thing that is wrong with any key, by its number from 1.
   *
   * @param now of the upload
   */
  public Optional<Problem> judge(List<EfgsKey> keys, Instant now) {
    for (int i = 0; i < keys.size(); i++) {
      Optional<Problem> problem = judge(keys.get(i), "key " + (i + 1), now);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> judge(EfgsKey key, String where, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    long first = Interval.containing(today.minus(longestAge)).number();
    long last = Interval.containing(now).number() + 1L;
    long start = Integer.toUnsignedLong(key.start());
    long period = Integer.toUnsignedLong(key.period());
    int length = key.keyData().size();
    int risk = key.risk();
    int type = key.reportType();
    if (length != ExposureKey.LENGTH) {
      return problem("keyData", where, "16 bytes", length + " bytes");
    }
    if (start < first || start > last) {
      return problem("rollingStartIntervalNumber", where, first + " to " + last, start);
    }
    if (period < 1 || period > RollingPeriod.MOST) {
      return problem("rollingPeriod", where, "1 to 144", period);
    }
    if ((risk < 0 || risk > TransmissionRisk.MOST) && risk != EfgsKey.NO_RISK) {
      return problem("transmissionRiskLevel", where, "0 to 8 or 2147483647", risk);
    }
    if (type < 0 || type > MOST_REPORT_TYPE) {
      return problem("reportType", where, "0 to 5", type);
    }
    return judgeStatements(key, where);
  }

  private Optional<Problem> judgeStatements(EfgsKey key, String where) {
    Pattern country = checkCountries ? CODE : TEXT;
    if (!key.visitedCountries().stream().allMatch(code -> country.matcher(code).matches())) {
      String expected = checkCountries ? "two capital letters each" : "ASCII without commas";
      return problem("visitedCountries", where, expected, "others");
    }
    if (checkOnset && OnsetCode.of(key.onset()) instanceof Meaningless) {
      return problem(
          "days_since_onset_of_symptoms", where, "a code of the agreed classes", key.onset());
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(
      String what, String where, String expected, Object actual) {
    return Optional.of(new Problem(what, where, expected, String.valueOf(actual)));
  }
}
