package org.keyferry.processor.revise;

import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.revise.Verdict.Refusal;
import org.keyferry.processor.revise.Verdict.Repeat;
import org.keyferry.processor.revise.Verdict.Revision;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Decides what a later report of the same 16 bytes comes to. Pure; the first rule that fits counts:
 *
 * <ol>
 *   <li>another start or period is refused;
 *   <li>a report that the key has, or had before its revision, is a repeat;
 *   <li>a report without authority to revise is refused;
 *   <li>one of another source is refused;
 *   <li>a second revision is refused;
 *   <li>a transition other than clinical to confirmed or revoked, and self-report to confirmed,
 *       clinical or revoked, is refused;
 *   <li>else it is the key's one revision.
 * </ol>
 */
public final class RevisionRule {
  private RevisionRule() {}

  /**
   * Judges.
   *
   * @param first what is held or known of the key
   * @param later the later report; if it took the place of another before, the one that counts
   * @param mayRevise whether the later report has authority to revise
   */
  public static Verdict judge(KnownKey first, KnownKey later, boolean mayRevise) {
    if (first.start() != later.start() || first.period() != later.period()) {
      return new Refusal(
          RejectionReason.TIMING_DIFFERS, "expected the start and period that the key has");
    }
    if (later.currentReport() == first.firstReport()
        || later.currentReport() == first.currentReport()) {
      return new Repeat();
    }
    if (!mayRevise) {
      return new Refusal(
          RejectionReason.REVISION_NOT_AUTHORISED,
          "expected the report type that the key has, or the authority to revise it");
    }
    if (first.source() != later.source()) {
      return new Refusal(
          RejectionReason.REVISION_BY_ANOTHER_SOURCE,
          "expected the phone, or the origin and peer, that reported the key first");
    }
    if (first.isRevised()) {
      return new Refusal(
          RejectionReason.KEY_ALREADY_REVISED, "expected a key that was not revised before");
    }
    return isAllowed(first.firstReport(), later.currentReport())
        ? new Revision()
        : new Refusal(
            RejectionReason.TRANSITION_NOT_ALLOWED,
            "expected a transition that is allowed, got "
                + first.firstReport()
                + " to "
                + later.currentReport());
  }

  private static boolean isAllowed(ReportType from, ReportType to) {
    return switch (from) {
      case CONFIRMED_CLINICAL_DIAGNOSIS ->
          to == ReportType.CONFIRMED_TEST || to == ReportType.REVOKED;
      case SELF_REPORT ->
          to == ReportType.CONFIRMED_TEST
              || to == ReportType.CONFIRMED_CLINICAL_DIAGNOSIS
              || to == ReportType.REVOKED;
      default -> false;
    };
  }
}
