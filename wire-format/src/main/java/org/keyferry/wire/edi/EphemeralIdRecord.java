package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;

/**
 * An ephemeral identifier of DP-3T.
 *
 * @param key the 16 bytes that were broadcast
 * @param epoch in which epoch of 15 minutes since 1970, 0 to 2³²−1
 */
public record EphemeralIdRecord(ByteString key, long epoch) implements EdiRecord {
  /** Bytes of an ephemeral identifier. */
  public static final int KEY_LENGTH = 16;

  private static final long LAST_EPOCH = 0xffff_ffffL;

  /**
   * @throws InvalidKey if the identifier has another length or the epoch is outside its range
   */
  public EphemeralIdRecord {
    requireLength(key, KEY_LENGTH, "ephemeral identifier");
    if (epoch < 0 || epoch > LAST_EPOCH) {
      throw new InvalidKey(
          new Problem("epoch", "ephemeral identifier", "0 to 2^32 - 1", String.valueOf(epoch)));
    }
  }

  static void requireLength(ByteString bytes, int length, String where) {
    if (bytes.size() != length) {
      throw new InvalidKey(
          new Problem("length", where, length + " bytes", bytes.size() + " bytes"));
    }
  }

  @Override
  public RecordKind kind() {
    return RecordKind.EPHEMERAL_ID;
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "EphemeralIdRecord[redacted]";
  }
}
