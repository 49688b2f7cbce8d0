package org.keyferry.submission.certificate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyferry.event.v1.ReportType;

/** What a certificate can say of the diagnosis (its claim {@code reportType}). */
public enum CertifiedReport {
  CONFIRMED("confirmed", ReportType.CONFIRMED_TEST, 2),
  LIKELY("likely", ReportType.CONFIRMED_CLINICAL_DIAGNOSIS, 4),
  USER_REPORT("user-report", ReportType.SELF_REPORT, 0),
  /** Takes back keys that were reported before. */
  NEGATIVE("negative", ReportType.REVOKED, 6);

  private static final Map<String, CertifiedReport> BY_CLAIM =
      Arrays.stream(values()).collect(Collectors.toMap(r -> r.claim, Function.identity()));

  private final String claim;
  private final ReportType reportType;
  private final int defaultRisk;

  CertifiedReport(String claim, ReportType reportType, int defaultRisk) {
    this.claim = claim;
    this.reportType = reportType;
    this.defaultRisk = defaultRisk;
  }

  /** The report of that claim; empty if there is none such. */
  static Optional<CertifiedReport> of(String claim) {
    return Optional.ofNullable(BY_CLAIM.get(claim));
  }

  /** As events and export files have it. */
  public ReportType reportType() {
    return reportType;
  }

  /** The transmission risk, 0 to 8, of a key that came with 0; any other stays. */
  public int riskOr(int stated) {
    return stated == 0 ? defaultRisk : stated;
  }
}
