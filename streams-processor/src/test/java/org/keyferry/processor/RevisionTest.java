package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.event.v1.ReportType.CONFIRMED_CLINICAL_DIAGNOSIS;
import static org.keyferry.event.v1.ReportType.CONFIRMED_TEST;
import static org.keyferry.event.v1.ReportType.REVOKED;
import static org.keyferry.event.v1.ReportType.SELF_REPORT;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.federated;
import static org.keyferry.processor.TestKeys.submitted;
import static org.keyferry.processor.TestKeys.validUntil;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.topic.Topics;

/** Later reports of a key, through the whole topology. */
class RevisionTest {
  private static final Duration BUCKET = Duration.ofSeconds(15);
  private static final ByteString PHONE = ByteString.copyFromUtf8("8 bytes.");
  private static final ByteString OTHER_PHONE = ByteString.copyFromUtf8("8 others");
  private static final TemporaryExposureKey KEY = expired(7, START);

  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(
              1,
              TestPlans.settings(1000),
              TestPlans.feed("NL", 10, 0),
              TestPlans.feed("NL-slow", 30, 12)));

  @AfterEach
  void close() {
    driver.close();
  }

  /** What a batch shows of a key. */
  private record Shown(long window, boolean revised, long key, ReportType report) {}

  private List<Shown> shown(String feed) {
    var shown = new ArrayList<Shown>();
    for (SealedBatch record : driver.sealed()) {
      if (record.getFeed().equals(feed) && record.hasChunk()) {
        for (BatchKey key : record.getChunk().getKeysList()) {
          shown.add(
              new Shown(
                  record.getWindowStartSeconds() - START.getEpochSecond(),
                  record.getChunk().getRevised(),
                  TestKeys.number(key.getKeyData()),
                  key.getReportType()));
        }
      }
    }
    return shown;
  }

  private static SubmittedKey report(TemporaryExposureKey key, ReportType type, ByteString proof) {
    var event = submitted(key).toBuilder().setRevisionProof(proof);
    event.getMetadataBuilder().setReportType(type);
    return event.build();
  }

  private static SubmittedKey first(ReportType type) {
    return report(KEY, type, PHONE);
  }

  private static SubmittedKey revision(ReportType type) {
    return first(type).toBuilder().setRevisionAuthorised(true).build();
  }

  private static FederatedKey remote(ReportType type, String origin, String peer) {
    var event = federated(KEY, origin, null).toBuilder().setPeer(peer);
    event.getMetadataBuilder().setReportType(type);
    return event.build();
  }

  private void federate(FederatedKey event) {
    driver.send(
        Topics.KEYS_FEDERATED,
        event.getTemporaryExposureKey().getKeyData().toByteArray(),
        event.toByteArray(),
        driver.now());
  }

  @Test
  void revisedKeyReplacesOriginalInNextBatch() {
    driver.submit(first(CONFIRMED_CLINICAL_DIAGNOSIS));
    driver.runFor(BUCKET);

    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    assertThat(shown("NL"))
        .containsExactly(
            new Shown(0, false, 7, CONFIRMED_CLINICAL_DIAGNOSIS),
            new Shown(10, true, 7, CONFIRMED_TEST));
    var manifest = driver.manifests("NL").get(1).getManifest();
    assertThat(manifest.getKeys()).isEqualTo(1);
    assertThat(manifest.getRevisedKeys()).isEqualTo(1);
    assertThat(manifest.getPadding()).isZero();
    assertThat(driver.rejected()).isEmpty();
    assertThat(driver.count("keyferry.keys.revised")).isEqualTo(1);
  }

  /** A peer tells a key again, or another one tells it, with another transmission risk. */
  @Test
  @Tag("V32")
  void duplicateWithAnotherRiskIsCountedAndTheFirstIsKept() {
    var first = remote(CONFIRMED_TEST, "BE", "be.example");
    var again = first.toBuilder();
    again.getMetadataBuilder().setTransmissionRisk(8).setDaysSinceOnset(5);
    federate(first);
    federate(again.build());
    federate(again.setPeer("hub").build());
    driver.runFor(BUCKET);
    federate(again.build());
    driver.runFor(BUCKET);

    assertThat(batchKeys("NL"))
        .singleElement()
        .satisfies(key -> {
          assertThat(key.getTransmissionRisk())
              .isEqualTo(first.getMetadata().getTransmissionRisk())
              .isNotEqualTo(8);
          assertThat(key.getDaysSinceOnset()).isEqualTo(first.getMetadata().getDaysSinceOnset());
        });
    assertThat(driver.count("keyferry.keys.repeated")).isEqualTo(3);
    assertThat(driver.rejected()).isEmpty();
  }

  private List<BatchKey> batchKeys(String feed) {
    return driver.sealed().stream()
        .filter(record -> record.getFeed().equals(feed) && record.hasChunk())
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .toList();
  }

  @Test
  void revisedKeyIsInEveryFeedThatHadTheOriginalAndHasNoFakes() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(Duration.ofSeconds(35));

    driver.submit(revision(REVOKED));
    driver.runFor(Duration.ofSeconds(35));

    assertThat(shown("NL-slow").stream().filter(Shown::revised))
        .containsExactly(new Shown(30, true, 7, REVOKED));
    assertThat(shown("NL").stream().filter(Shown::revised))
        .containsExactly(new Shown(30, true, 7, REVOKED));
    assertThat(driver.manifests("NL-slow"))
        .extracting(
            batch -> batch.getManifest().getKeys(), batch -> batch.getManifest().getPadding())
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(12L, 11L),
            org.assertj.core.groups.Tuple.tuple(1L, 0L));
  }

  @Test
  void revisedKeysFollowTheOthersOfTheirBatchAndBothAscend() {
    for (long number = 1; number <= 40; number++) {
      driver.submit(report(expired(number, START), SELF_REPORT, PHONE));
    }
    driver.runFor(BUCKET);
    for (long number = 80; number > 0; number--) {
      driver.submit(
          report(expired(number, START), number > 40 ? SELF_REPORT : CONFIRMED_TEST, PHONE)
              .toBuilder()
              .setRevisionAuthorised(number <= 40)
              .build());
    }
    driver.runFor(BUCKET);

    var chunks =
        driver.sealed().stream()
            .filter(record -> record.getFeed().equals("NL") && record.hasChunk())
            .map(SealedBatch::getChunk)
            .toList();
    assertThat(chunks).extracting("revised").containsExactly(false, false, true);
    assertThat(chunks).extracting("number").containsExactly(0, 0, 1);
    assertThat(chunks)
        .allSatisfy(chunk ->
            assertThat(chunk.getKeysList())
                .hasSize(40)
                .extracting(BatchKey::getKeyData)
                .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator()));
  }

  @Test
  void revisionBeforeReleaseReplacesInPlace() {
    driver.submit(first(SELF_REPORT));
    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).containsExactly(new Shown(0, false, 7, CONFIRMED_TEST));
    assertThat(driver.rejected()).isEmpty();
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    assertThat(shown("NL")).hasSize(1);
    assertThat(driver.rejected()).isEmpty();
  }

  @Test
  void revisionInALaterGrainReplacesInPlaceWhileTheOriginalIsHeld() {
    driver.submit(report(validUntil(7, START.plus(Duration.ofHours(3))), SELF_REPORT, PHONE));
    driver.jump(Duration.ofHours(4));
    driver.submit(
        report(validUntil(7, START.plus(Duration.ofHours(3))), CONFIRMED_TEST, PHONE).toBuilder()
            .setRevisionAuthorised(true)
            .build());
    driver.jump(Duration.ofHours(2));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).hasSize(1);
    assertThat(shown("NL").getFirst().revised()).isFalse();
    assertThat(shown("NL").getFirst().report()).isEqualTo(CONFIRMED_TEST);
  }

  @Test
  void revisionOfAGrainThatIsOverAndNotSettledReplacesInPlace() {
    driver.submit(first(SELF_REPORT));
    // The grain of the original is over; its grace is not.
    driver.runFor(Duration.ofSeconds(10));

    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).containsExactly(new Shown(0, false, 7, CONFIRMED_TEST));
  }

  @Test
  void repeatOfTheOriginalDoesNotOvertakeItsRevision() {
    // A clock that ran ahead and went back.
    driver.submit(first(SELF_REPORT), START.plusSeconds(30));
    driver.submit(revision(CONFIRMED_TEST));
    driver.submit(first(SELF_REPORT));
    driver.runFor(Duration.ofSeconds(45));

    assertThat(shown("NL")).containsExactly(new Shown(30, false, 7, CONFIRMED_TEST));
    assertThat(driver.rejected()).isEmpty();
  }

  @Test
  void negativeResultBeforeReleaseRemovesTheKey() {
    driver.submit(first(CONFIRMED_CLINICAL_DIAGNOSIS));
    driver.submit(revision(REVOKED));
    driver.runFor(BUCKET);
    driver.submit(first(CONFIRMED_CLINICAL_DIAGNOSIS));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).as("not even by a repeat of the first report").isEmpty();
    assertThat(driver.rejected()).isEmpty();
    assertThat(driver.observation().openBuckets())
        .allSatisfy(bucket -> assertThat(bucket.keys()).isZero());
  }

  @Test
  void negativeResultAfterReleaseIsPublishedAsRevoked() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(revision(REVOKED));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).last().isEqualTo(new Shown(10, true, 7, REVOKED));
  }

  @Test
  void revisionOfAnUnknownKeyIsRefused() {
    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    driver.assertRejected("revision-of-unknown-key");
    assertThat(shown("NL")).isEmpty();
  }

  @Test
  void negativeResultForAnUnknownKeyIsRefused() {
    driver.submit(revision(REVOKED));

    driver.assertRejected("nothing-to-revoke");
  }

  @Test
  void revisionByAnotherPhoneIsRefused() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(
        report(KEY, REVOKED, OTHER_PHONE).toBuilder().setRevisionAuthorised(true).build());
    driver.runFor(BUCKET);

    driver.assertRejected("revision-by-another-source");
    assertThat(shown("NL")).hasSize(1);
  }

  @Test
  void revisionByAnotherPeerOrOriginIsRefused() {
    federate(remote(SELF_REPORT, "BE", "hub"));
    driver.runFor(BUCKET);
    federate(remote(CONFIRMED_TEST, "BE", "other-hub"));
    federate(remote(REVOKED, "DE", "hub"));
    driver.submit(revision(REVOKED));
    driver.runFor(BUCKET);

    assertThat(driver.rejected())
        .extracting("reason")
        .containsOnly("revision-by-another-source")
        .hasSize(3);
    assertThat(shown("NL")).hasSize(1);
  }

  @Test
  void remoteKeyIsRevisedByTheOriginAndPeerThatItCameFrom() {
    federate(remote(CONFIRMED_CLINICAL_DIAGNOSIS, "BE", "hub"));
    driver.runFor(BUCKET);
    federate(remote(REVOKED, "BE", "hub"));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).last().isEqualTo(new Shown(10, true, 7, REVOKED));
    assertThat(driver.rejected()).isEmpty();
  }

  @Test
  void secondRevisionIsRefused() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(revision(CONFIRMED_CLINICAL_DIAGNOSIS));
    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);
    driver.submit(revision(REVOKED));
    driver.runFor(BUCKET);

    assertThat(driver.rejected())
        .extracting("reason")
        .containsExactly("key-already-revised", "key-already-revised");
    assertThat(shown("NL")).filteredOn(Shown::revised).hasSize(1);
  }

  @Test
  void transitionThatIsNotAllowedIsRefused() {
    driver.submit(first(CONFIRMED_TEST));
    driver.runFor(BUCKET);
    driver.submit(revision(REVOKED));
    driver.runFor(BUCKET);

    driver.assertRejected("transition-not-allowed");
    assertThat(shown("NL")).hasSize(1);
  }

  @Test
  void revisionWithoutATokenIsRefused() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(first(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    driver.assertRejected("revision-not-authorised");
  }

  @Test
  void revisionWithOtherTimingIsRefused() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(
        report(KEY.toBuilder().setRollingPeriod(143).build(), REVOKED, PHONE).toBuilder()
            .setRevisionAuthorised(true)
            .build());

    driver.assertRejected("timing-differs");
  }

  @Test
  void repeatOfARevisionChangesNothing() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(revision(CONFIRMED_TEST));
    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);
    driver.submit(revision(CONFIRMED_TEST));
    driver.submit(revision(SELF_REPORT));
    driver.runFor(BUCKET);

    assertThat(shown("NL")).hasSize(2);
    assertThat(driver.rejected()).isEmpty();
    assertThat(driver.count("keyferry.keys.repeated")).isEqualTo(3);
  }

  @Test
  void authorisedRevisionGoesBeforeAnUnauthorisedReportThatCameEarlierInItsGrain() {
    driver.submit(first(SELF_REPORT));
    driver.runFor(BUCKET);
    driver.submit(report(KEY, CONFIRMED_CLINICAL_DIAGNOSIS, OTHER_PHONE));
    driver.submit(revision(CONFIRMED_TEST));
    driver.runFor(BUCKET);

    driver.assertRejected("revision-not-authorised");
    assertThat(shown("NL")).last().isEqualTo(new Shown(10, true, 7, CONFIRMED_TEST));
  }
}
