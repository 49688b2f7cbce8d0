package org.keyferry.submission.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.ReportType;
import org.keyferry.submission.revision.JudgedKeys.JudgedKey;
import org.keyferry.wire.key.DiagnosisKey;

class RevisionsTest {
  private static final Instant NOW = TokenRig.NOW;

  @TempDir private Path directory;
  private Revisions gateway;
  private Revisions partial;

  @BeforeEach
  void start() {
    DataKeys keys = TokenRig.dataKeys(directory, 1);
    gateway = TokenRig.gateway(keys, false);
    partial = TokenRig.gateway(keys, true);
  }

  private static List<DiagnosisKey> keys(int count, long seed) {
    return TokenRig.keys(count, ReportType.CONFIRMED_CLINICAL_DIAGNOSIS, seed);
  }

  private static List<DiagnosisKey> negative(List<DiagnosisKey> keys) {
    return keys.stream().map(key -> TokenRig.as(key, ReportType.REVOKED)).toList();
  }

  private String firstToken(List<DiagnosisKey> keys) throws RevisionRefused {
    return gateway.judge("", keys, TokenRig.PHONE, NOW).token().orElseThrow();
  }

  private static void assertInvalid(
      Revisions gateway, String token, List<DiagnosisKey> keys, Instant at) {
    assertThatThrownBy(() -> gateway.judge(token, keys, TokenRig.PHONE, at))
        .isInstanceOfSatisfying(
            RevisionRefused.class, refused -> assertThat(refused.missing()).isFalse());
  }

  @Test
  void firstUploadIsNotAuthorisedAndGetsAToken() throws RevisionRefused {
    JudgedKeys judged = gateway.judge("", keys(14, 1), TokenRig.PHONE, NOW);

    assertThat(judged.keys()).hasSize(14).noneMatch(JudgedKey::authorised);
    assertThat(judged.refusals()).isEmpty();
    assertThat(judged.token()).isPresent();
  }

  @Test
  void keysOfTheTokenAreAuthorisedWithTheirFirstProofsWhateverSecretThePhoneHasNow()
      throws RevisionRefused {
    List<DiagnosisKey> keys = keys(14, 1);

    JudgedKeys judged = gateway.judge(firstToken(keys), negative(keys), TokenRig.OTHER_PHONE, NOW);

    assertThat(judged.keys()).hasSize(14).allMatch(JudgedKey::authorised);
    assertThat(judged.keys())
        .extracting(JudgedKey::proof)
        .containsExactlyElementsOf(keys.stream().map(TokenRig.PHONE::of).toList());
  }

  @Test
  void proofIsThePhonesAndTheKeysAndTheTimings() {
    DiagnosisKey key = keys(1, 1).getFirst();
    var later = TokenRig.key(key.key().toByteArray(), key.start().number(), 143, key.reportType());

    assertThat(
            Stream.of(
                TokenRig.PHONE.of(key), TokenRig.OTHER_PHONE.of(key), TokenRig.PHONE.of(later)))
        .doesNotHaveDuplicates();
    assertThat(TokenRig.PHONE.of(TokenRig.as(key, ReportType.REVOKED)))
        .isEqualTo(TokenRig.PHONE.of(key));
  }

  @Test
  void nextTokenCoversTheKeysOfBothUploads() throws RevisionRefused {
    List<DiagnosisKey> first = keys(14, 1);
    List<DiagnosisKey> second = keys(3, 2);
    String token =
        gateway.judge(firstToken(first), second, TokenRig.PHONE, NOW).token().orElseThrow();

    var both = Stream.concat(first.stream(), second.stream()).toList();
    assertThat(gateway.judge(token, both, TokenRig.PHONE, NOW).keys())
        .hasSize(17)
        .allMatch(JudgedKey::authorised);
  }

  @Test
  void tokenWithoutRoomKeepsTheUploadsOwnKeysAndTheLatestOthers() throws RevisionRefused {
    List<DiagnosisKey> first = keys(28, 1);
    List<DiagnosisKey> second = keys(10, 2);
    String token =
        gateway.judge(firstToken(first), second, TokenRig.PHONE, NOW).token().orElseThrow();

    assertThat(gateway.judge(token, second, TokenRig.PHONE, NOW).keys())
        .allMatch(JudgedKey::authorised);
    var kept =
        gateway.judge(token, first, TokenRig.PHONE, NOW).keys().stream()
            .filter(JudgedKey::authorised)
            .mapToInt(key -> key.key().start().number())
            .min();
    assertThat(kept.orElseThrow())
        .isGreaterThan(first.stream().mapToInt(key -> key.start().number()).min().orElseThrow());
  }

  @Test
  void negativeResultWithoutTokenIsMissingOne() {
    assertThatThrownBy(() -> gateway.judge("", negative(keys(1, 1)), TokenRig.PHONE, NOW))
        .isInstanceOfSatisfying(
            RevisionRefused.class, refused -> assertThat(refused.missing()).isTrue());
  }

  @Test
  void tokenOfAnotherGatewayIsInvalid(@TempDir Path elsewhere) throws RevisionRefused {
    Revisions other = TokenRig.gateway(TokenRig.dataKeys(elsewhere, 2), false);
    List<DiagnosisKey> keys = keys(2, 1);
    String token = other.judge("", keys, TokenRig.PHONE, NOW).token().orElseThrow();

    assertInvalid(gateway, token, keys, NOW);
    assertInvalid(partial, token, keys, NOW);
  }

  @Test
  void tokenIsInvalidWhenItsLifetimeIsOver() throws RevisionRefused {
    List<DiagnosisKey> keys = keys(2, 1);
    String token = firstToken(keys);
    Instant end = NOW.plus(TokenRig.LIFETIME);

    assertThat(gateway.judge(token, keys, TokenRig.PHONE, end.minusSeconds(1)).keys())
        .allMatch(JudgedKey::authorised);
    assertInvalid(gateway, token, keys, end);
  }

  @Test
  void expiredTokenOfOtherKeysDoesNotHinderANewUpload() throws RevisionRefused {
    String token = firstToken(keys(2, 1));
    Instant later = NOW.plus(Duration.ofDays(40));

    assertThat(gateway.judge(token, keys(2, 2), TokenRig.PHONE, later).keys())
        .hasSize(2)
        .noneMatch(JudgedKey::authorised);
  }

  @Test
  void otherTimingIsInvalid() throws RevisionRefused {
    DiagnosisKey key = keys(1, 1).getFirst();
    String token = firstToken(List.of(key));
    byte[] bytes = key.key().toByteArray();
    int start = key.start().number();

    assertInvalid(
        gateway, token, List.of(TokenRig.key(bytes, start, 143, ReportType.REVOKED)), NOW);
    assertInvalid(
        gateway, token, List.of(TokenRig.key(bytes, start + 1, 144, ReportType.REVOKED)), NOW);
  }

  @Test
  void negativeResultThatTheTokenCoversInPartIsInvalid() throws RevisionRefused {
    String token = firstToken(keys(2, 1));
    var more = Stream.concat(keys(2, 1).stream(), keys(1, 2).stream()).toList();

    assertInvalid(gateway, token, negative(more), NOW);
  }

  @Test
  void partialRevisionGoesOnWithTheKeysThatAreCovered() throws RevisionRefused {
    String token = firstToken(keys(2, 1));
    var more = Stream.concat(keys(2, 1).stream(), keys(1, 2).stream()).toList();

    JudgedKeys judged = partial.judge(token, negative(more), TokenRig.PHONE, NOW);

    assertThat(judged.keys()).hasSize(2).allMatch(JudgedKey::authorised);
    assertThat(judged.refusals()).singleElement().asString().startsWith("1 keys");
  }

  @Test
  void partialRevisionOfNoCoveredKeyIsInvalid() throws RevisionRefused {
    assertInvalid(partial, firstToken(keys(2, 1)), negative(keys(2, 2)), NOW);
  }

  @Test
  void uploadWithoutKeysGetsNoToken() throws RevisionRefused {
    assertThat(gateway.judge("", List.of(), TokenRig.PHONE, NOW).token()).isEmpty();
  }
}
