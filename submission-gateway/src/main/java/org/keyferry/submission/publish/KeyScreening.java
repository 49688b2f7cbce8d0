package org.keyferry.submission.publish;

import com.google.protobuf.UnsafeByteOperations;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.keyferry.submission.certificate.AnyBase64;
import org.keyferry.submission.certificate.CertifiedReport;
import org.keyferry.wire.admission.Admission;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.admission.Admission.Refused;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * Judges the keys of an upload: each by the admission rules, then all that are left together. A bad
 * key is left out and the others go on.
 */
final class KeyScreening {
  private final KeyAdmission admission;
  private final TimingRule timing;
  private final int mostKeys;

  KeyScreening(KeyAdmission admission, TimingRule timing, int mostKeys) {
    this.admission = admission;
    this.timing = timing;
    this.mostKeys = mostKeys;
  }

  /**
   * Judges the keys. All of them may be left out with a warning; then nothing is submitted.
   *
   * @param report what the certificate says of the diagnosis
   * @param onset day on which symptoms began
   * @param arrival rounded down to the quantum
   * @throws UploadRefused if there are no or too many keys, if none is left but not for onset
   *     alone, or if those left may not lie in time as they do
   */
  ScreenedKeys screen(
      List<RequestedKey> keys, CertifiedReport report, LocalDate onset, Instant arrival) {
    if (keys.isEmpty() || keys.size() > mostKeys) {
      throw UploadRefused.badRequest(
          "number of temporaryExposureKeys", "1 to " + mostKeys, String.valueOf(keys.size()));
    }
    var screened = judgeEach(keys, report, onset, arrival);
    if (screened.admitted().isEmpty() && !screened.refusals().isEmpty()) {
      throw UploadRefused.badRequest(
          "temporaryExposureKeys",
          "at least one key that can be used",
          String.join("; ", screened.refusals()));
    }
    timing
        .problem(screened.admitted())
        .ifPresent(problem -> {
          throw new UploadRefused(ErrorCode.BAD_REQUEST, problem);
        });
    return screened;
  }

  private ScreenedKeys judgeEach(
      List<RequestedKey> keys, CertifiedReport report, LocalDate onset, Instant arrival) {
    var admitted = new ArrayList<DiagnosisKey>(keys.size());
    var refusals = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    for (int i = 0; i < keys.size(); i++) {
      switch (judge(keys.get(i), report, onset, arrival)) {
        case Admitted(DiagnosisKey key) -> admitted.add(key);
        case Refused refused -> {
          // Not an error: the phones in use can't handle one for keys that are merely too early.
          boolean tooFar = refused.reason() == RejectionReason.DAYS_SINCE_ONSET_OUT_OF_RANGE;
          (tooFar ? warnings : refusals)
              .add("key " + i + ": " + refused.reason().code() + ", " + refused.detail());
        }
      }
    }
    return new ScreenedKeys(admitted, refusals, warnings);
  }

  private Admission judge(
      RequestedKey key, CertifiedReport report, LocalDate onset, Instant arrival) {
    var bytes = AnyBase64.decode(key.key());
    if (bytes.isEmpty()) {
      return new Refused(RejectionReason.KEY_LENGTH_NOT_16, "expected base64, got another text");
    }
    long days = OnsetRule.day(key.rollingStartNumber()).toEpochDay() - onset.toEpochDay();
    return admission.judge(
        new CandidateKey(
            UnsafeByteOperations.unsafeWrap(bytes.get()),
            key.rollingStartNumber(),
            key.rollingPeriod(),
            report.riskOr(key.transmissionRisk()),
            report.reportType(),
            OptionalInt.of(Math.toIntExact(days))),
        arrival);
  }
}
