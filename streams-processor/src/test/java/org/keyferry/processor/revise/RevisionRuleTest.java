package org.keyferry.processor.revise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.revise.Verdict.Refusal;
import org.keyferry.processor.revise.Verdict.Repeat;
import org.keyferry.processor.revise.Verdict.Revision;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.admission.RejectionReason;

class RevisionRuleTest {
  private static final Set<ReportType> TYPES =
      EnumSet.of(
          ReportType.CONFIRMED_TEST,
          ReportType.CONFIRMED_CLINICAL_DIAGNOSIS,
          ReportType.SELF_REPORT,
          ReportType.REVOKED);
  private static final long SOURCE = 77;

  private static KnownKey key(ReportType report) {
    return KnownKey.first(2_950_000, 144, report, SOURCE);
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict) {
      case Repeat() -> "repeat";
      case Revision() -> "revision";
      case Refusal(var reason, var detail) -> reason.code();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRMED_TEST,               CONFIRMED_TEST,               repeat",
    "CONFIRMED_TEST,               CONFIRMED_CLINICAL_DIAGNOSIS, transition-not-allowed",
    "CONFIRMED_TEST,               SELF_REPORT,                  transition-not-allowed",
    "CONFIRMED_TEST,               REVOKED,                      transition-not-allowed",
    "CONFIRMED_CLINICAL_DIAGNOSIS, CONFIRMED_TEST,               revision",
    "CONFIRMED_CLINICAL_DIAGNOSIS, CONFIRMED_CLINICAL_DIAGNOSIS, repeat",
    "CONFIRMED_CLINICAL_DIAGNOSIS, SELF_REPORT,                  transition-not-allowed",
    "CONFIRMED_CLINICAL_DIAGNOSIS, REVOKED,                      revision",
    "SELF_REPORT,                  CONFIRMED_TEST,               revision",
    "SELF_REPORT,                  CONFIRMED_CLINICAL_DIAGNOSIS, revision",
    "SELF_REPORT,                  SELF_REPORT,                  repeat",
    "SELF_REPORT,                  REVOKED,                      revision"
  })
  void transitions(ReportType from, ReportType to, String outcome) {
    assertThat(outcome(RevisionRule.judge(key(from), key(to), true))).isEqualTo(outcome);
  }

  @Test
  void otherTimingIsRefusedBeforeAllElse() {
    KnownKey later = KnownKey.first(2_950_000, 143, ReportType.SELF_REPORT, SOURCE);

    assertThat(outcome(RevisionRule.judge(key(ReportType.SELF_REPORT), later, true)))
        .isEqualTo("timing-differs");
  }

  @Test
  void reportWithoutAuthorityIsRefusedWhoeverSendsIt() {
    assertThat(
            outcome(
                RevisionRule.judge(
                    key(ReportType.SELF_REPORT), key(ReportType.CONFIRMED_TEST), false)))
        .isEqualTo("revision-not-authorised");
  }

  @Test
  void otherSourceIsRefused() {
    KnownKey later = KnownKey.first(2_950_000, 144, ReportType.REVOKED, SOURCE + 1);

    assertThat(outcome(RevisionRule.judge(key(ReportType.SELF_REPORT), later, true)))
        .isEqualTo("revision-by-another-source");
  }

  @Test
  void keyIsRevisedOnceAndBothItsReportsAreRepeats() {
    KnownKey revised =
        key(ReportType.SELF_REPORT).revisedTo(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS);

    assertThat(TYPES)
        .extracting(type -> outcome(RevisionRule.judge(revised, key(type), true)))
        .containsExactly("key-already-revised", "repeat", "repeat", "key-already-revised");
  }

  @Property
  void onlyOneThingIsARevision(
      @ForAll("reports") KnownKey first, @ForAll("reports") KnownKey later, @ForAll boolean may) {
    boolean allowed =
        Stream.of("2>1", "2>5", "3>1", "3>2", "3>5")
            .anyMatch(
                (first.firstReport().getNumber() + ">" + later.currentReport().getNumber())
                    ::equals);

    Verdict verdict = RevisionRule.judge(first, later, may);

    assertThat(verdict instanceof Revision)
        .isEqualTo(
            may
                && allowed
                && !first.isRevised()
                && first.source() == later.source()
                && first.period() == later.period());
    if (verdict instanceof Refusal refusal) {
      assertThat(refusal.reason())
          .isIn(
              RejectionReason.TIMING_DIFFERS,
              RejectionReason.REVISION_NOT_AUTHORISED,
              RejectionReason.REVISION_BY_ANOTHER_SOURCE,
              RejectionReason.KEY_ALREADY_REVISED,
              RejectionReason.TRANSITION_NOT_ALLOWED);
    }
  }

  @Property
  void whatWasAcceptedIsARepeatAfterwards(
      @ForAll("reports") KnownKey first, @ForAll("reports") KnownKey later, @ForAll boolean may) {
    if (RevisionRule.judge(first, later, true) instanceof Revision) {
      KnownKey revised = first.revisedTo(later.currentReport());

      assertThat(outcome(RevisionRule.judge(revised, later, may))).isEqualTo("repeat");
    }
  }

  @Provide
  Arbitrary<KnownKey> reports() {
    var type = Arbitraries.of(TYPES);
    var revised = Arbitraries.of(ReportType.REPORT_TYPE_UNSPECIFIED, ReportType.CONFIRMED_TEST);
    return Combinators.combine(
            Arbitraries.integers().between(143, 144),
            type,
            revised,
            Arbitraries.longs().between(1, 2))
        .as((period, report, later, source) ->
            new KnownKey(2_950_000, period, report, later, source));
  }
}
