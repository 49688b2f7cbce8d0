package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;

/**
 * A report of the TCN protocol: rvk 32 bytes, tck 32, first and last index 2 each, memo type 1,
 * memo length 1, memo, and a signature of 64 bytes or none. Only its lengths are looked at here.
 *
 * @param key the whole report, 70 to 389 bytes
 */
public record TcnRecord(ByteString key) implements EdiRecord {
  /** Bytes of a report without memo and signature. */
  public static final int LEAST_LENGTH = 70;

  /** Bytes of a report with the longest memo and a signature. */
  public static final int MOST_LENGTH = LEAST_LENGTH + 255 + 64;

  private static final int MEMO_LENGTH_OFFSET = 69;
  private static final int SIGNATURE_LENGTH = 64;

  /**
   * @throws InvalidKey if the report is not as long as it says
   */
  public TcnRecord {
    unless(
        key.size() >= LEAST_LENGTH && key.size() <= MOST_LENGTH,
        "report length",
        LEAST_LENGTH + " to " + MOST_LENGTH + " bytes",
        key.size() + " bytes");
    int unsigned = LEAST_LENGTH + (key.byteAt(MEMO_LENGTH_OFFSET) & 0xff);
    unless(
        key.size() == unsigned || key.size() == unsigned + SIGNATURE_LENGTH,
        "report length",
        unsigned + " bytes by its memo, or " + (unsigned + SIGNATURE_LENGTH) + " if it is signed",
        key.size() + " bytes");
  }

  private static void unless(boolean holds, String what, String expected, String actual) {
    if (!holds) {
      throw new InvalidKey(new Problem(what, "TCN report", expected, actual));
    }
  }

  @Override
  public RecordKind kind() {
    return RecordKind.TCN;
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "TcnRecord[redacted]";
  }
}
