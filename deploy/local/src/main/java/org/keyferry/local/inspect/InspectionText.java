package org.keyferry.local.inspect;

import java.io.PrintWriter;
import java.util.Locale;
import org.keyferry.local.text.Table;

/** An inspection for people. */
public final class InspectionText {
  private InspectionText() {}

  /** Prints it. */
  public static void print(ExportInspection export, PrintWriter out) {
    out.println("region        " + export.region());
    out.println("window        " + export.start() + " to " + export.end());
    out.println("batch         " + export.batchNumber() + " of " + export.batchSize());
    out.println("keys          " + export.keys() + ", revised " + export.revisedKeys());
    out.println("size          " + export.size() + " bytes");
    out.println("sha256        " + export.sha256());
    out.println("  export.bin  " + export.exportSha256());
    out.println("signed by     " + String.join(", ", export.signedBy()) + " (not checked)");
    out.println();
    formats(export).print(out);
    if (export.content() != null) {
      out.println();
      keys(export).print(out);
    }
    out.flush();
  }

  private static Table formats(ExportInspection export) {
    var table = new Table("THE SAME KEYS AS", "BYTES", "BYTES PER KEY");
    for (FormatSize format : export.formats()) {
      String perKey =
          format.bytesPerKey() == null
              ? "-"
              : String.format(Locale.ROOT, "%.2f", format.bytesPerKey());
      table.row(format.format(), format.bytes(), perKey);
    }
    return table;
  }

  private static Table keys(ExportInspection export) {
    var table = new Table("KEY", "START", "PERIOD", "RISK", "REPORT TYPE", "ONSET", "REVISED");
    for (InspectedKey key : export.content()) {
      table.row(
          key.key(),
          key.rollingStartIntervalNumber(),
          key.rollingPeriod(),
          key.transmissionRisk(),
          key.reportType(),
          key.daysSinceOnset() == null ? "-" : key.daysSinceOnset(),
          key.revised() ? "yes" : "no");
    }
    return table;
  }
}
