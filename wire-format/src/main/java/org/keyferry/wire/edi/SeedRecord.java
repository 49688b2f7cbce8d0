package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;

/**
 * The key of a day of the low-cost design of DP-3T, from which the identifiers of that day follow,
 * and the keys of the days after it.
 *
 * @param key SK, 32 bytes
 * @param day the first UTC day that it is the key of, from 1970-01-01 to 9999-12-31
 */
public record SeedRecord(ByteString key, LocalDate day) implements EdiRecord {
  /** Bytes of SK. */
  public static final int KEY_LENGTH = 32;

  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /**
   * @throws InvalidKey if the key has another length or the day is outside its range
   */
  public SeedRecord {
    EphemeralIdRecord.requireLength(key, KEY_LENGTH, "seed");
    if (day.isBefore(LocalDate.EPOCH) || day.isAfter(LAST)) {
      throw new InvalidKey(new Problem("day", "seed", "1970-01-01 to 9999-12-31", day.toString()));
    }
  }

  @Override
  public RecordKind kind() {
    return RecordKind.SEED;
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "SeedRecord[redacted]";
  }
}
