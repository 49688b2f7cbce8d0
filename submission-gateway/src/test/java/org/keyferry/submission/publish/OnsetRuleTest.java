package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnsetRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:05:00Z");
  private static final OnsetRule RULE = new OnsetRule(28, Duration.ofDays(4));

  private static long interval(String time) {
    return time == null ? 0 : Instant.parse(time).getEpochSecond() / 600;
  }

  @ParameterizedTest
  @CsvSource({
    // what the request says, what the certificate says, the day that counts
    "2026-03-30T00:00:00Z, 2026-03-29T00:00:00Z, 2026-03-30",
    "2026-03-30T23:50:00Z,                     , 2026-03-30",
    "                    , 2026-03-29T10:00:00Z, 2026-03-29",
    "                    ,                     , 2026-03-27",
    // the oldest day that is reasonable, and the interval before it
    "2026-03-03T00:00:00Z,                     , 2026-03-03",
    "2026-03-02T23:50:00Z,                     , 2026-03-27",
    "2026-03-02T23:50:00Z, 2026-03-03T00:00:00Z, 2026-03-03",
    // the last interval that is over, and the one that it is now
    "2026-03-31T11:50:00Z,                     , 2026-03-31",
    "2026-03-31T12:00:00Z,                     , 2026-03-27",
    "2026-04-01T00:00:00Z, 2026-03-31T12:00:00Z, 2026-03-27",
  })
  void reasonableStatementOfTheRequestThenOfTheCertificateThenAnAssumption(
      String requested, String certified, LocalDate expected) {
    var byCertificate =
        certified == null ? OptionalLong.empty() : OptionalLong.of(interval(certified));

    assertThat(RULE.onset(interval(requested), byCertificate, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-1", "2147483647", "-2147483648"})
  void unreasonableIntervalsAreIgnored(int requested) {
    assertThat(RULE.onset(requested, OptionalLong.of(4_294_967_295L), NOW)).isEqualTo("2026-03-27");
  }
}
