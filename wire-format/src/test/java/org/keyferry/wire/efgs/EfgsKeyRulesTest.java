package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Interval;

class EfgsKeyRulesTest {
  private static final Instant NOW = Instant.parse("2027-01-20T09:30:00Z");
  private static final int START = Interval.containing(NOW).number() - 500;

  /** Midnight 15 days before, and the interval after now. */
  private static final int FIRST =
      Interval.containing(Instant.parse("2027-01-05T00:00:00Z")).number();

  private static final int LAST = Interval.containing(NOW).number() + 1;

  @ParameterizedTest
  @CsvSource({
    "16, 0, 144, 3, 1, none",
    "15, 0, 144, 3, 1, keyData",
    "17, 0, 144, 3, 1, keyData",
    "0, 0, 144, 3, 1, keyData",
    "16, 0, 0, 3, 1, rollingPeriod",
    "16, 0, 1, 3, 1, none",
    "16, 0, 145, 3, 1, rollingPeriod",
    "16, 0, -1, 3, 1, rollingPeriod",
    "16, 0, 144, 8, 1, none",
    "16, 0, 144, 9, 1, transmissionRiskLevel",
    "16, 0, 144, -1, 1, transmissionRiskLevel",
    "16, 0, 144, 2147483647, 1, none",
    "16, 0, 144, 3, 0, none",
    "16, 0, 144, 3, 5, none",
    "16, 0, 144, 3, 6, reportType",
    "16, 0, 144, 3, 7, reportType",
    "16, -2147483648, 144, 3, 1, rollingStartIntervalNumber"
  })
  void whatIsOutsideIsNamed(int length, int shift, int period, int risk, int type, String what) {
    var key =
        new EfgsKey(
            ByteString.copyFrom(new byte[length]),
            START + shift,
            period,
            risk,
            List.of(),
            "NL",
            type,
            0);
    assertThat(judged(EfgsKeyRules.DEFAULT, key)).isEqualTo(what);
  }

  @Test
  void startsAreFromFifteenDaysBeforeTodayToTheNextInterval() {
    assertThat(judged(EfgsKeyRules.DEFAULT, starting(FIRST))).isEqualTo("none");
    assertThat(judged(EfgsKeyRules.DEFAULT, starting(LAST))).isEqualTo("none");
    assertThat(judged(EfgsKeyRules.DEFAULT, starting(FIRST - 1)))
        .isEqualTo("rollingStartIntervalNumber");
    assertThat(judged(EfgsKeyRules.DEFAULT, starting(LAST + 1)))
        .isEqualTo("rollingStartIntervalNumber");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZZZ", "be", ""})
  void anyTextIsACountryUnlessCountriesAreChecked(String country) {
    assertThat(judged(EfgsKeyRules.DEFAULT, visiting(country))).isEqualTo("none");
    assertThat(judged(new EfgsKeyRules(Duration.ofDays(15), true, false), visiting(country)))
        .isEqualTo("visitedCountries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"B,E", "Ö", "B\nE"})
  void whatASignatureCanNotTellApartIsRefused(String country) {
    assertThat(judged(EfgsKeyRules.DEFAULT, visiting(country))).isEqualTo("visitedCountries");
  }

  @Test
  void anyNumberIsAnOnsetUnlessOnsetsAreChecked() {
    EfgsKey key = withOnset(100_000);
    assertThat(judged(EfgsKeyRules.DEFAULT, key)).isEqualTo("none");
    assertThat(judged(new EfgsKeyRules(Duration.ofDays(15), false, true), key))
        .isEqualTo("days_since_onset_of_symptoms");
  }

  @Test
  void theProblemTellsWhichKey() {
    var problem = EfgsKeyRules.DEFAULT.judge(List.of(starting(START), starting(0)), NOW);
    assertThat(problem).map(Problem::where).hasValue("key 2");
  }

  private static String judged(EfgsKeyRules rules, EfgsKey key) {
    return rules.judge(List.of(key), NOW).map(Problem::what).orElse("none");
  }

  private static EfgsKey starting(int start) {
    return new EfgsKey(ByteString.copyFrom(new byte[16]), start, 144, 3, List.of(), "NL", 1, 0);
  }

  private static EfgsKey visiting(String country) {
    return new EfgsKey(
        ByteString.copyFrom(new byte[16]), START, 144, 3, List.of("BE", country), "NL", 1, 0);
  }

  private static EfgsKey withOnset(int onset) {
    return new EfgsKey(ByteString.copyFrom(new byte[16]), START, 144, 3, List.of(), "NL", 1, onset);
  }
}
