package org.keyferry.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;

/** Uploads that succeed: what is answered equals what is in the topic. */
class GatewayTest {
  @TempDir static Path directory;
  private static RunningGateway gateway;
  private static SubmittedRecords topic;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(directory);
    topic = new SubmittedRecords(gateway.broker());
  }

  @AfterAll
  static void stop() {
    topic.close();
    gateway.close();
  }

  private static SubmittedKey publishOne(Draft draft) {
    draft.keys(List.of(draft.key(0)));

    assertThat(gateway.publish(draft).status()).isEqualTo(200);

    return topic.of(draft).getFirst().value();
  }

  @Test
  void everyAcknowledgedKeyIsOneRecordOfItsOwn() {
    Draft draft = gateway.draft();

    Answer answer = gateway.publish(draft);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.inserted()).isEqualTo(14);
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("revisionToken", "insertedExposures", "padding");
    assertThat(topic.of(draft))
        .hasSize(14)
        .allSatisfy(record -> {
          var key = record.value().getTemporaryExposureKey();
          assertThat(record.key()).isEqualTo(key.getKeyData());
          assertThat(draft.keys())
              .filteredOn(sent -> sent.text().equals(base64(record)))
              .singleElement()
              .satisfies(sent -> {
                assertThat(key.getRollingStartIntervalNumber()).isEqualTo(sent.start());
                assertThat(key.getRollingPeriod()).isEqualTo(sent.period());
              });
        });
  }

  private static String base64(SubmittedRecords.Submitted submitted) {
    return Base64.getEncoder().encodeToString(submitted.key().toByteArray());
  }

  @Test
  void recordsTellNothingButTheKeyAndTheArrivalRoundedDown() {
    Draft draft = gateway.draft();
    Instant before = Instant.now();

    gateway.publish(draft);

    assertThat(topic.of(draft))
        .allSatisfy(record -> {
          assertThat(record.headers()).isEmpty();
          assertThat(record.timestamp() % 600_000).isZero();
          assertThat(Instant.ofEpochMilli(record.timestamp()))
              .isBetween(before.minusSeconds(600), Instant.now());
        });
  }

  @Test
  void keyHasTheAuthoritysDefaultsWhereTheUploadSaysNothing() {
    SubmittedKey key = publishOne(gateway.draft());

    assertThat(key.getOrigin()).isEqualTo("NL");
    assertThat(key.getRegionsOfInterest()).isEqualTo(RegionsOfInterest.getDefaultInstance());
    assertThat(key.getConsentToFederation()).isFalse();
    assertThat(key.getRevisionAuthorised()).isFalse();
    assertThat(key.getMetadata())
        .isEqualTo(
            KeyMetadata.newBuilder()
                .setTransmissionRisk(2)
                .setReportType(ReportType.CONFIRMED_TEST)
                .setDaysSinceOnset(3)
                .build());
  }

  @Test
  void keyHasWhatTheUploadSays() {
    SubmittedKey key =
        publishOne(
            gateway
                .draft()
                .body(body -> {
                  body.putArray("regionsOfInterest").add("DE").add("BE");
                  body.put("consentToFederation", true);
                }));

    assertThat(key.getRegionsOfInterest().getRegionsList()).containsExactly("BE", "DE");
    assertThat(key.getConsentToFederation()).isTrue();
    assertThat(key.getMetadata().getTraveller()).isFalse();
  }

  @Test
  void keyOfATravellerIsOfInterestToTheWholeCluster() {
    SubmittedKey key = publishOne(gateway.draft().body(body -> body.put("traveler", true)));

    assertThat(key.getMetadata().getTraveller()).isTrue();
    assertThat(key.getRegionsOfInterest().getWholeCluster()).isTrue();
  }

  @Test
  void negativeResultIsSubmittedAsRevoked() {
    Draft draft = gateway.draft();
    draft.keys(List.of(draft.key(0)));
    String token = gateway.publish(draft).revisionToken();

    revised(draft, "negative", token);

    SubmittedKey key = topic.of(draft).getLast().value();

    assertThat(key.getMetadata().getReportType()).isEqualTo(ReportType.REVOKED);
    assertThat(key.getMetadata().getTransmissionRisk()).isEqualTo(6);
  }

  @Test
  void onsetOfTheRequestCounts() {
    long yesterday = Instant.now().getEpochSecond() / 86_400 - 1;

    SubmittedKey key =
        publishOne(gateway.draft().body(body -> body.put("symptomOnsetInterval", yesterday * 144)));

    assertThat(key.getMetadata().hasDaysSinceOnset()).isTrue();
    assertThat(key.getMetadata().getDaysSinceOnset()).isZero();
  }

  @Test
  void onsetOfTheCertificateCountsWhereTheRequestHasNone() {
    long fiveDaysAgo = Instant.now().getEpochSecond() / 86_400 - 5;

    SubmittedKey key =
        publishOne(
            gateway
                .draft()
                .claims(claims -> claims.claim("symptomOnsetInterval", fiveDaysAgo * 144)));

    assertThat(key.getMetadata().getDaysSinceOnset()).isEqualTo(4);
  }

  @Test
  void keyThatIsStillValidIsAccepted() {
    Draft draft = gateway.draft();

    Answer answer = gateway.publish(draft.key(0, DraftKey.ofDay(Instant.now(), 0)));

    assertThat(answer.inserted()).isEqualTo(14);
    assertThat(topic.of(draft)).hasSize(14);
  }

  @Test
  void badKeysAreDroppedAndTheOthersSubmitted() {
    Draft draft = gateway.draft();
    DraftKey bad = draft.key(3).withPeriod(145);

    Answer answer = gateway.publish(draft.key(3, bad));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("partial_failure");
    assertThat(answer.error()).startsWith("key 3: rolling-period-out-of-range");
    assertThat(answer.inserted()).isEqualTo(13);
    assertThat(topic.of(draft)).hasSize(13);
  }

  @Test
  void keysTooFarFromOnsetAreLeftOutWithWarnings() {
    Draft draft = gateway.draft().body(body -> body.put("symptomOnsetInterval", onsetDaysAgo(20)));

    Answer answer = gateway.publish(draft);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEmpty();
    assertThat(answer.inserted()).isEqualTo(9);
    assertThat(answer.warnings())
        .hasSize(5)
        .allMatch(text -> text.contains("days-since-onset-out-of-range"));
    assertThat(topic.of(draft)).hasSize(9);
  }

  @Test
  void uploadWhoseKeysAreAllTooFarFromOnsetIsAnsweredWithWarningsAlone() {
    Draft draft = gateway.draft().body(body -> body.put("symptomOnsetInterval", onsetDaysAgo(27)));
    draft.keys(draft.keys().subList(0, 3));

    Answer answer = gateway.publish(draft);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("padding", "warnings");
    assertThat(answer.warnings()).hasSize(3);
  }

  private static long onsetDaysAgo(int days) {
    return (Instant.now().getEpochSecond() / 86_400 - days) * 144;
  }

  @Test
  void retryIsAcceptedAgain() {
    Draft draft = gateway.draft();
    String json = draft.json();

    assertThat(gateway.send(gateway.post(json)).inserted()).isEqualTo(14);
    assertThat(gateway.send(gateway.post(json)).inserted()).isEqualTo(14);
  }

  @Test
  void authorityIsKnownInWhateverCase() {
    Draft draft =
        gateway.draft().body(body -> body.put("healthAuthorityID", "ORG.Example.Authority"));

    assertThat(gateway.publish(draft).status()).isEqualTo(200);
  }

  @Test
  void secretMayBeCalledHmackey() {
    Draft draft = gateway.draft().body(body -> body.set("hmackey", body.remove("hmacKey")));

    assertThat(gateway.publish(draft).status()).isEqualTo(200);
  }

  private Answer revised(Draft draft, String report, String token) {
    return gateway.publish(
        draft
            .claims(claims -> claims.claim("reportType", report))
            .body(body -> body.put("revisionToken", token)));
  }

  @Test
  void firstReportIsNotAuthorisedToReviseAndHasAProofOfItsOwn() {
    Draft draft = gateway.draft();

    gateway.publish(draft);

    assertThat(topic.of(draft))
        .allSatisfy(record -> {
          assertThat(record.value().getRevisionAuthorised()).isFalse();
          assertThat(record.value().getRevisionProof().size()).isEqualTo(8);
        })
        .extracting(record -> record.value().getRevisionProof())
        .doesNotHaveDuplicates();
  }

  @Test
  void revisionWithTheTokenOfTheUploadIsAuthorisedByItsProofs() {
    Draft draft = gateway.draft().claims(claims -> claims.claim("reportType", "likely"));
    String token = gateway.publish(draft).revisionToken();

    Answer answer = revised(draft, "negative", token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.revisionToken()).hasSameSizeAs(token);
    assertThat(authorised(draft))
        .hasSize(14)
        .allMatch(key -> key.getMetadata().getReportType() == ReportType.REVOKED);
    assertThat(proofsOfEachKey(draft)).allMatch(proofs -> proofs.size() == 1);
  }

  @Test
  void repeatOfAnUploadGetsATokenThatAuthorisesTheSame() {
    Draft draft = gateway.draft().claims(claims -> claims.claim("reportType", "likely"));
    String json = draft.json();
    gateway.send(gateway.post(json));

    String token = gateway.send(gateway.post(json)).revisionToken();

    assertThat(revised(draft, "confirmed", token).status()).isEqualTo(200);
    assertThat(authorised(draft)).hasSize(14);
    assertThat(proofsOfEachKey(draft)).allMatch(proofs -> proofs.size() == 1);
  }

  private static List<SubmittedKey> authorised(Draft draft) {
    return topic.of(draft).stream()
        .map(SubmittedRecords.Submitted::value)
        .filter(SubmittedKey::getRevisionAuthorised)
        .toList();
  }

  private static Collection<Set<ByteString>> proofsOfEachKey(Draft draft) {
    return topic.of(draft).stream()
        .collect(
            Collectors.groupingBy(
                SubmittedRecords.Submitted::key,
                Collectors.mapping(
                    record -> record.value().getRevisionProof(), Collectors.toSet())))
        .values();
  }

  @Test
  void negativeResultWithoutATokenIsRefused() {
    Answer answer =
        gateway.publish(gateway.draft().claims(claims -> claims.claim("reportType", "negative")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("missing_revision_token");
    assertThat(answer.revisionToken()).isEmpty();
  }

  @Test
  void tokenThatIsNoneIsRefused() {
    Answer answer = revised(gateway.draft(), "confirmed", "AAAA");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_revision_token");
    assertThat(answer.error()).doesNotContain("AAAA");
  }

  @Test
  void changedTimingIsRefused() {
    Draft draft = gateway.draft();
    String token = gateway.publish(draft).revisionToken();
    draft.key(0, draft.key(0).withPeriod(143));

    assertThat(revised(draft, "negative", token).code()).isEqualTo("invalid_revision_token");
  }
}
