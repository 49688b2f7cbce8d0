package org.keyferry.local.audit;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.keyferry.local.audit.AuditReport.Place;
import org.keyferry.local.text.Table;
import org.keyferry.wire.retention.LongestStay;

/** The report for people. */
public final class AuditText {
  private AuditText() {}

  /** Prints all of it. */
  public static void print(AuditReport report, PrintWriter out) {
    String limit = text(report.limitSeconds());
    var table = new Table("KIND", "PLACE", "OLDEST", "AGE", "LIMIT", "VERDICT");
    for (Place place : report.places()) {
      table.row(
          place.kind(),
          place.place(),
          place.oldest() == null ? "-" : place.oldest(),
          place.ageSeconds() == null ? "-" : text(place.ageSeconds()),
          limit,
          place.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    table.print(out);
    out.println();
    report.unseen().forEach(unseen -> out.println("not looked at: " + unseen));
    out.println(
        report.isClean()
            ? "nothing is older than " + limit
            : "older than " + limit + ": " + older(report));
    out.flush();
  }

  private static String older(AuditReport report) {
    long count =
        report.places().stream()
            .filter(place -> place.verdict() == AuditReport.Verdict.OLDER)
            .count();
    return count == 1 ? "1 place" : count + " places";
  }

  private static String text(long seconds) {
    return LongestStay.text(Duration.ofSeconds(Math.max(0, seconds)));
  }
}
