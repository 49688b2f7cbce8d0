package org.keyferry.submission.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.submission.certificate.AnyBase64;
import org.keyferry.submission.certificate.CertificateClaims;
import org.keyferry.submission.certificate.CertificateVerifier;
import org.keyferry.submission.certificate.HealthAuthorities;
import org.keyferry.submission.certificate.HealthAuthority;
import org.keyferry.submission.certificate.InvalidCertificate;
import org.keyferry.submission.log.NotAcknowledged;
import org.keyferry.submission.log.SubmissionLog;
import org.keyferry.submission.revision.JudgedKeys;
import org.keyferry.submission.revision.JudgedKeys.JudgedKey;
import org.keyferry.submission.revision.RevisionProof;
import org.keyferry.submission.revision.RevisionRefused;
import org.keyferry.submission.revision.Revisions;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * The steps of an upload, in order: authority, certificate, regions, keys, revision token, log.
 *
 * <p>in: {@link PublishRequest}; out: one event per key, and the reply
 */
final class PublishSteps {
  private final HealthAuthorities authorities;
  private final CertificateVerifier certificates = new CertificateVerifier();
  private final UploadRules rules;
  private final SubmissionLog log;
  private final InstantSource clock;

  PublishSteps(
      HealthAuthorities authorities, UploadRules rules, SubmissionLog log, InstantSource clock) {
    this.authorities = authorities;
    this.rules = rules;
    this.log = log;
    this.clock = clock;
  }

  /** What holds for every upload of this gateway. */
  record UploadRules(
      FeedPlan plan,
      Region home,
      DeclaredRegions regions,
      OnsetRule onset,
      KeyScreening screening,
      Revisions revisions) {}

  /**
   * Submits what may be submitted.
   *
   * @throws UploadRefused if nothing may be
   * @throws NotAcknowledged if the brokers did not acknowledge every key
   */
  PublishReply publish(PublishRequest request) throws NotAcknowledged {
    Instant now = clock.instant();
    HealthAuthority authority = authority(request);
    CertificateClaims claims = certified(request, authority, now);
    RegionsOfInterest regions = rules.regions.of(request, authority);
    LocalDate onset =
        rules.onset.onset(request.symptomOnsetInterval(), claims.symptomOnsetInterval(), now);
    Instant arrival = rules.plan.roundDown(now);
    ScreenedKeys screened =
        rules.screening.screen(request.temporaryExposureKeys(), claims.report(), onset, arrival);
    JudgedKeys judged = judged(request, screened, now);
    SubmittedKey common = common(request, authority, regions);
    List<SubmittedKey> keys = judged.keys().stream().map(key -> event(common, key)).toList();
    int durable = log.append(keys, arrival);
    List<String> refusals =
        Stream.concat(screened.refusals().stream(), judged.refusals().stream()).toList();
    return PublishReply.submitted(
        durable, judged.token().orElse(""), refusals, screened.warnings());
  }

  private JudgedKeys judged(PublishRequest request, ScreenedKeys screened, Instant now) {
    // The certificate was verified with it.
    var proof = new RevisionProof(AnyBase64.decode(request.secret()).orElseThrow());
    try {
      return rules.revisions.judge(request.revisionToken(), screened.admitted(), proof, now);
    } catch (RevisionRefused e) {
      throw new UploadRefused(
          e.missing() ? ErrorCode.MISSING_REVISION_TOKEN : ErrorCode.INVALID_REVISION_TOKEN,
          e.problem());
    }
  }

  private HealthAuthority authority(PublishRequest request) {
    return authorities
        .find(request.healthAuthorityID())
        .orElseThrow(() ->
            new UploadRefused(
                ErrorCode.UNKNOWN_HEALTH_AUTHORITY_ID,
                new Problem(
                    "healthAuthorityID", "the request", "the id of a known authority", "another")));
  }

  private CertificateClaims certified(
      PublishRequest request, HealthAuthority authority, Instant now) {
    try {
      return certificates.verify(
          authority,
          request.verificationPayload(),
          request.temporaryExposureKeys().stream().map(RequestedKey::asCertified).toList(),
          request.secret(),
          now);
    } catch (InvalidCertificate e) {
      throw new UploadRefused(
          ErrorCode.HEALTH_AUTHORITY_VERIFICATION_CERTIFICATE_INVALID, e.problem());
    }
  }

  /** What every key of the upload has alike. */
  private SubmittedKey common(
      PublishRequest request, HealthAuthority authority, RegionsOfInterest regions) {
    return SubmittedKey.newBuilder()
        .setMetadata(KeyMetadata.newBuilder().setTraveller(request.traveler()))
        .setOrigin(rules.home.code())
        .setRegionsOfInterest(regions)
        .setConsentToFederation(request.consentToFederation().orElse(authority.consent()))
        .build();
  }

  private static SubmittedKey event(SubmittedKey common, JudgedKey judged) {
    DiagnosisKey key = judged.key();
    var metadata =
        common.getMetadata().toBuilder()
            .setTransmissionRisk(key.risk().level())
            .setReportType(key.reportType());
    key.daysSinceOnset().ifPresent(metadata::setDaysSinceOnset);
    return common.toBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder()
                .setKeyData(key.key().toByteString())
                .setRollingStartIntervalNumber(key.start().number())
                .setRollingPeriod(key.period().intervals()))
        .setMetadata(metadata)
        .setRevisionAuthorised(judged.authorised())
        .setRevisionProof(judged.proof())
        .build();
  }
}
