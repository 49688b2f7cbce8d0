package org.keyferry.client.gaen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A rolling proximity identifier: the 16 bytes that a phone broadcasts for one interval. It prints
 * redacted.
 *
 * @param high first 8 bytes, big-endian
 * @param low last 8 bytes, big-endian
 */
public record ProximityIdentifier(long high, long low) {
  /** Length in bytes. */
  public static final int LENGTH = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The 16 bytes from the offset. */
  public static ProximityIdentifier of(byte[] bytes, int offset) {
    return new ProximityIdentifier(
        (long) LONGS.get(bytes, offset), (long) LONGS.get(bytes, offset + Long.BYTES));
  }

  public byte[] toByteArray() {
    byte[] bytes = new byte[LENGTH];
    LONGS.set(bytes, 0, high);
    LONGS.set(bytes, Long.BYTES, low);
    return bytes;
  }

  @Override
  public String toString() {
    return "ProximityIdentifier[redacted]";
  }
}
