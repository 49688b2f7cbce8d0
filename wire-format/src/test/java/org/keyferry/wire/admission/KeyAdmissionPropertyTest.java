package org.keyferry.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.key.Interval;

class KeyAdmissionPropertyTest {
  private static final Duration QUANTUM = Duration.ofMinutes(10);
  private static final AdmissionLimits LIMITS = new AdmissionLimits(null, null, null);
  private static final KeyAdmission RULES = new KeyAdmission(LIMITS, QUANTUM);
  private static final long YEAR_2020 = 1_577_836_800;

  /** The rules said a second time, as one condition. */
  @Property(tries = 2000)
  void keyIsAdmittedExactlyIfEveryRuleHolds(
      @ForAll("candidates") CandidateKey candidate,
      @ForAll @LongRange(min = YEAR_2020, max = YEAR_2020 + 40 * 86_400) long second) {
    long arrival = second - second % QUANTUM.toSeconds();
    long start = candidate.start() * 600L;
    long end = start + candidate.period() * 600L;
    boolean holds =
        candidate.keyData().size() == 16
            && candidate.period() >= 1
            && candidate.period() <= 144
            && start >= 0
            && start < arrival + QUANTUM.toSeconds()
            && end >= arrival - LIMITS.longestAge().toSeconds()
            && candidate.risk() >= 0
            && candidate.risk() <= 8
            && candidate.reportType() != ReportType.UNRECOGNIZED
            && candidate.reportType() != ReportType.REPORT_TYPE_UNSPECIFIED
            && candidate.reportType() != ReportType.RECURSIVE
            && Math.abs((long) candidate.daysSinceOnset().orElse(0)) <= 14;
    boolean admitted = RULES.judge(candidate, Instant.ofEpochSecond(arrival)) instanceof Admitted;
    assertThat(admitted).isEqualTo(holds);
  }

  /** Mostly values near the edges, so that each rule decides often. */
  @Provide
  static Arbitrary<CandidateKey> candidates() {
    int first = Interval.containing(Instant.ofEpochSecond(YEAR_2020)).number();
    var length =
        Arbitraries.frequency(Tuple.of(20, 16), Tuple.of(1, 15), Tuple.of(1, 17), Tuple.of(1, 0));
    var start = nearly(Arbitraries.integers().between(first - 20 * 144, first + 42 * 144));
    var period = nearly(Arbitraries.integers().between(0, 145));
    var risk = nearly(Arbitraries.integers().between(-1, 9));
    var type =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(ReportType.CONFIRMED_TEST)),
            Tuple.of(3, Arbitraries.of(ReportType.class)));
    var onset =
        Arbitraries.oneOf(
            Arbitraries.just(OptionalInt.empty()),
            nearly(Arbitraries.integers().between(-15, 15)).map(OptionalInt::of));
    return Combinators.combine(length, start, period, risk, type, onset)
        .as((size, from, intervals, level, report, days) ->
            new CandidateKey(
                ByteString.copyFrom(new byte[size]), from, intervals, level, report, days));
  }

  private static Arbitrary<Integer> nearly(Arbitrary<Integer> near) {
    return Arbitraries.frequencyOf(Tuple.of(20, near), Tuple.of(1, Arbitraries.integers()));
  }
}
