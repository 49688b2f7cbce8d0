package org.keyferry.wire.key;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.keyferry.wire.Problem;

/**
 * The 16 random bytes of a temporary exposure key. Its identity is the bytes alone; its order is
 * that of unsigned bytes, the order of every batch. It prints redacted.
 */
public final class ExposureKey implements Comparable<ExposureKey> {
  /** Length of every key, in bytes (Exposure Notification cryptography specification 1.2). */
  public static final int LENGTH = 16;

  private final byte[] bytes;

  private ExposureKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a copy of the bytes.
   *
   * @throws InvalidKey if there are not exactly 16
   */
  public static ExposureKey of(byte[] bytes) {
    return owning(bytes.clone());
  }

  /**
   * Takes a copy of the bytes.
   *
   * @throws InvalidKey if there are not exactly 16
   */
  public static ExposureKey of(ByteString bytes) {
    return owning(bytes.toByteArray());
  }

  private static ExposureKey owning(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidKey(
          new Problem("key length", "exposure key", LENGTH + " bytes", bytes.length + " bytes"));
    }
    return new ExposureKey(bytes);
  }

  /** A copy of the 16 bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The 16 bytes for a protobuf event. */
  public ByteString toByteString() {
    return ByteString.copyFrom(bytes);
  }

  @Override
  public int compareTo(ExposureKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExposureKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "ExposureKey[redacted]";
  }
}
