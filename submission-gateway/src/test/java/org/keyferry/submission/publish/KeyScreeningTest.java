package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.submission.DraftKey;
import org.keyferry.submission.certificate.CertifiedReport;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.key.DiagnosisKey;

class KeyScreeningTest {
  private static final Instant ARRIVAL = Instant.parse("2026-03-31T12:00:00Z");
  private static final int NOW = Math.toIntExact(ARRIVAL.getEpochSecond() / 600);
  private static final LocalDate ONSET = LocalDate.parse("2026-03-27");
  private static final int MOST_KEYS = 30;

  private final KeyScreening screening =
      new KeyScreening(
          new KeyAdmission(new AdmissionLimits(null, null, null), Duration.ofMinutes(10)),
          new TimingRule(3),
          MOST_KEYS);

  private static DraftKey right() {
    return DraftKey.ofDay(ARRIVAL, 1);
  }

  private ScreenedKeys screen(DraftKey... keys) {
    return screen(CertifiedReport.CONFIRMED, keys);
  }

  private ScreenedKeys screen(CertifiedReport report, DraftKey... keys) {
    var requested = new ArrayList<RequestedKey>();
    for (DraftKey key : keys) {
      requested.add(new RequestedKey(key.text(), key.start(), key.period(), key.risk()));
    }
    return screening.screen(requested, report, ONSET, ARRIVAL);
  }

  /** A bad key beside a right one: the right one goes on, and the reason is told. */
  private void assertDropped(DraftKey bad, String reason) {
    ScreenedKeys screened = screen(DraftKey.ofDay(ARRIVAL, 2), bad);

    assertThat(screened.admitted()).hasSize(1);
    assertThat(screened.refusals()).singleElement().asString().startsWith("key 1: " + reason);
    assertThat(screened.warnings()).isEmpty();
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 32})
  @Tag("V01")
  void keyOfAnotherLengthThan16BytesIsDropped(int bytes) {
    assertDropped(right().withText(base64(bytes)), "key-length-not-16");
  }

  @Test
  @Tag("V01")
  void keyOf16BytesIsAdmitted() {
    assertThat(screen(right().withText(base64(16))).admitted()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 145})
  @Tag("V01")
  void periodOutside1To144IsDropped(int period) {
    assertDropped(right().withPeriod(period), "rolling-period-out-of-range");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 144})
  @Tag("V01")
  void shortestAndLongestPeriodAreAdmitted(int period) {
    assertThat(screen(right().withPeriod(period)).admitted())
        .extracting(key -> key.period().intervals())
        .containsExactly(period);
  }

  @Test
  void textThatIsNoBase64IsDropped() {
    assertDropped(right().withText("!!!!!!!!!!!!!!!!!!!!!!"), "key-length-not-16");
  }

  @Test
  void everyKindOfBase64GivesTheSameKey() {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xFB;
    String standard = Base64.getEncoder().encodeToString(bytes);
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    var admitted = screen(right().withText(standard), right().withText(url)).admitted();

    assertThat(standard).isNotEqualTo(url);
    assertThat(admitted)
        .extracting(DiagnosisKey::key)
        .containsExactly(admitted.get(0).key(), admitted.get(0).key());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 9})
  void riskOutside0To8IsDropped(int risk) {
    assertDropped(right().withRisk(risk), "transmission-risk-out-of-range");
  }

  @Test
  void keyThatStartsAfterTheQuantumIsDropped() {
    assertDropped(right().withStart(NOW + 1), "start-in-future");
  }

  @Test
  void keyThatStartsNowAndIsStillValidIsAdmitted() {
    assertThat(screen(right().withStart(NOW)).admitted()).hasSize(1);
  }

  @Test
  void keyThatExpired15DaysAgoIsAdmittedAndOneThatExpiredBeforeIsDropped() {
    int oldest = NOW - 15 * 144 - 144;
    var onset = LocalDate.parse("2026-03-16");

    var kept = List.of(new RequestedKey(base64(16), oldest, 144, 0));
    var dropped = List.of(new RequestedKey(base64(16), oldest - 1, 144, 0));

    assertThat(screening.screen(kept, CertifiedReport.CONFIRMED, onset, ARRIVAL).admitted())
        .hasSize(1);
    assertThatThrownBy(() -> screening.screen(dropped, CertifiedReport.CONFIRMED, onset, ARRIVAL))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("too-old");
  }

  @Test
  void negativeStartIsDropped() {
    assertDropped(right().withStart(-1), "start-out-of-range");
  }

  @Test
  void uploadOfBadKeysAloneIsRefusedWithEveryReason() {
    assertThatThrownBy(() -> screen(right().withPeriod(0), right().withRisk(9)))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("key 0: rolling-period-out-of-range")
        .hasMessageContaining("key 1: transmission-risk-out-of-range");
  }

  @Test
  void noKeysAreRefused() {
    assertThatThrownBy(this::screen)
        .hasMessageContaining("number of temporaryExposureKeys")
        .hasMessageEndingWith("got 0");
  }

  @Test
  void thirtyKeysAreAdmittedAndOneMoreIsRefused() {
    DraftKey[] keys =
        IntStream.range(0, MOST_KEYS + 1)
            .mapToObj(i -> right().withStart(NOW - 200 + i).withPeriod(1))
            .toArray(DraftKey[]::new);
    DraftKey[] thirty = List.of(keys).subList(0, MOST_KEYS).toArray(DraftKey[]::new);

    assertThat(screen(thirty).admitted()).hasSize(MOST_KEYS);
    assertThatThrownBy(() -> screen(keys)).hasMessageEndingWith("expected 1 to 30, got 31");
  }

  @Test
  void overlappingKeysAreRefused() {
    assertThatThrownBy(() -> screen(right(), right().withStart(right().start() + 1)))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("an overlap");
  }

  @Test
  void droppedKeyDoesNotOverlap() {
    assertDropped(
        DraftKey.ofDay(ARRIVAL, 2).withStart(right().start() - 1).withPeriod(200),
        "rolling-period-out-of-range");
  }

  @Test
  void keyTooFarFromOnsetIsLeftOutWithAWarning() {
    ScreenedKeys screened =
        screening.screen(
            List.of(requested(1), requested(14)),
            CertifiedReport.CONFIRMED,
            LocalDate.parse("2026-03-15"),
            ARRIVAL);

    assertThat(screened.admitted())
        .singleElement()
        .extracting(k -> k.daysSinceOnset().getAsInt())
        .isEqualTo(2);
    assertThat(screened.refusals()).isEmpty();
    assertThat(screened.warnings())
        .singleElement()
        .asString()
        .startsWith("key 0: days-since-onset-out-of-range");
  }

  @Test
  void uploadWhoseKeysAreAllTooFarFromOnsetIsNotRefused() {
    ScreenedKeys screened =
        screening.screen(
            List.of(requested(1)),
            CertifiedReport.CONFIRMED,
            LocalDate.parse("2026-03-15"),
            ARRIVAL);

    assertThat(screened.admitted()).isEmpty();
    assertThat(screened.warnings()).hasSize(1);
  }

  private static RequestedKey requested(int daysAgo) {
    DraftKey key = DraftKey.ofDay(ARRIVAL, daysAgo);
    return new RequestedKey(key.text(), key.start(), key.period(), key.risk());
  }

  @Test
  void daysSinceOnsetCountFromDayToDay() {
    var admitted = screen(DraftKey.ofDay(ARRIVAL, 6), DraftKey.ofDay(ARRIVAL, 1)).admitted();

    assertThat(admitted)
        .extracting(key -> key.daysSinceOnset().getAsInt())
        .containsExactlyInAnyOrder(-2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRMED,   CONFIRMED_TEST,               2",
    "LIKELY,      CONFIRMED_CLINICAL_DIAGNOSIS, 4",
    "USER_REPORT, SELF_REPORT,                  0",
    "NEGATIVE,    REVOKED,                      6",
  })
  void reportTypeAndRiskComeFromTheCertificate(
      CertifiedReport report, ReportType expected, int risk) {
    var key = screen(report, right()).admitted().getFirst();

    assertThat(key.reportType()).isEqualTo(expected);
    assertThat(key.risk().level()).isEqualTo(risk);
  }

  @Test
  void statedRiskWins() {
    assertThat(screen(right().withRisk(7)).admitted().getFirst().risk().level()).isEqualTo(7);
  }
}
