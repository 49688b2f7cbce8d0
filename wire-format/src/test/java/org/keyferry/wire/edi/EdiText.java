package org.keyferry.wire.edi;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Records as the second reader tells them. */
final class EdiText {
  private EdiText() {}

  static List<String> lines(RecordKind kind, BatchStamp stamp, List<? extends EdiRecord> records) {
    var lines = new ArrayList<String>();
    lines.add(
        "kind %d flags %d seq %d from %d to %d region %s prefix %d"
            .formatted(
                kind.code(),
                stamp.flagBits(),
                stamp.sequence(),
                stamp.window().start().getEpochSecond(),
                stamp.window().end().getEpochSecond(),
                stamp.region(),
                (short) stamp.prefixBits()));
    records.forEach(each -> lines.add(line(each)));
    return lines;
  }

  private static String line(EdiRecord each) {
    String key = HexFormat.of().formatHex(each.key().toByteArray());
    return switch (each) {
      case GaenRecord(var diagnosis) ->
          "%s start %d period %d risk %d type %d onset %s"
              .formatted(
                  key,
                  diagnosis.start().number(),
                  diagnosis.period().intervals(),
                  diagnosis.risk().level(),
                  diagnosis.reportType().getNumber(),
                  diagnosis.daysSinceOnset().isPresent()
                      ? String.valueOf(diagnosis.daysSinceOnset().getAsInt())
                      : "unknown");
      case SeedRecord seed -> key + " day " + seed.day().toEpochDay();
      case EphemeralIdRecord id -> key + " epoch " + id.epoch();
      case TcnRecord report -> key;
    };
  }
}
