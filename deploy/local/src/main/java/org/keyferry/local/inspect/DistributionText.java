package org.keyferry.local.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.keyferry.local.text.Table;

/** Inspections of EDI1 and CCF1 files for people. */
public final class DistributionText {
  private DistributionText() {}

  /** Prints a list. */
  public static void print(EdiInspection edi, PrintWriter out) {
    out.println("format        EDI1, records " + edi.kind());
    out.println("region        " + edi.region());
    out.println("window        " + edi.start() + " to " + edi.end());
    out.println("sequence      " + edi.sequence() + flags(edi.flags(), edi.prefixBits()));
    out.println("records       " + edi.records());
    out.println("size          " + edi.size() + " bytes" + perRecord(edi.bytesPerRecord()));
    out.println("sha256        " + edi.sha256());
    out.println("  body        " + edi.bodySha256() + " (checked)");
    if (edi.content() != null) {
      out.println();
      records(edi.content()).print(out);
    }
    out.flush();
  }

  /** Prints a filter. */
  public static void print(FilterInspection filter, PrintWriter out) {
    out.println("format        CCF1, " + filter.kind());
    out.println("items         " + filter.items() + " of kind " + filter.itemKind());
    out.println(
        "bits          "
            + filter.fingerprintBits()
            + " of a fingerprint, "
            + String.format(Locale.ROOT, "%.2f", filter.bitsPerItem())
            + " of an item");
    out.println("layout        " + filter.layout());
    out.println("salt          " + filter.salt() + ", attempt " + filter.saltAttempt());
    out.println("region        " + filter.region());
    out.println("window        " + filter.start() + " to " + filter.end());
    out.println("sequence      " + filter.sequence() + flags(filter.flags(), filter.prefixBits()));
    out.println("size          " + filter.size() + " bytes");
    out.println("sha256        " + filter.sha256());
    out.println("  body        " + filter.bodySha256() + " (checked)");
    out.flush();
  }

  private static String flags(List<String> flags, int prefixBits) {
    String named = flags.isEmpty() ? "" : ", " + String.join(", ", flags);
    return prefixBits == 0 ? named : named + ", shard of " + prefixBits + " bits";
  }

  private static String perRecord(Double bytes) {
    return bytes == null ? "" : String.format(Locale.ROOT, ", %.2f for each record", bytes);
  }

  private static Table records(List<InspectedRecord> records) {
    var table = new Table("KEY", "START", "PERIOD", "RISK", "REPORT TYPE", "ONSET", "DAY", "EPOCH");
    for (InspectedRecord each : records) {
      InspectedKey key = each.exposureKey();
      if (key == null) {
        table.row(each.key(), "-", "-", "-", "-", "-", known(each.day()), known(each.epoch()));
      } else {
        table.row(
            key.key(),
            key.rollingStartIntervalNumber(),
            key.rollingPeriod(),
            key.transmissionRisk(),
            key.reportType(),
            known(key.daysSinceOnset()),
            "-",
            "-");
      }
    }
    return table;
  }

  private static Object known(Object value) {
    return value == null ? "-" : value;
  }
}
