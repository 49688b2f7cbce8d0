package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.InvalidKey;

/**
 * A temporary exposure key.
 *
 * @param diagnosis days since onset, where known, from −32,768 to 32,766
 */
public record GaenRecord(DiagnosisKey diagnosis) implements EdiRecord {
  /** In place of the days since onset where they are unknown. */
  static final int ONSET_UNKNOWN = 0x7fff;

  /**
   * @throws InvalidKey if the days since onset are outside their range
   */
  public GaenRecord {
    requireDays(diagnosis.daysSinceOnset().orElse(0));
  }

  static void requireDays(int days) {
    if (days < Short.MIN_VALUE || days >= ONSET_UNKNOWN) {
      throw new InvalidKey(
          new Problem("days since onset", "exposure key", "-32768 to 32766", String.valueOf(days)));
    }
  }

  /** The kind of the diagnosis. */
  ReportType reportType() {
    return diagnosis.reportType();
  }

  @Override
  public RecordKind kind() {
    return RecordKind.GAEN;
  }

  @Override
  public ByteString key() {
    return diagnosis.key().toByteString();
  }
}
