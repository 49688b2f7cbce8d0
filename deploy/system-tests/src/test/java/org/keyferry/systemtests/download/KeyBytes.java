package org.keyferry.systemtests.download;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The 16 bytes of a key, as two numbers: there are millions of them.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record KeyBytes(long high, long low) {
  /** How many bytes a key has. */
  public static final int LENGTH = 16;

  /** The 16 bytes from that position on. */
  public static KeyBytes at(byte[] bytes, int position) {
    var buffer = ByteBuffer.wrap(bytes, position, LENGTH);
    return new KeyBytes(buffer.getLong(), buffer.getLong());
  }

  /** In hexadecimal, 32 digits. */
  public String hex() {
    var digits = HexFormat.of();
    return digits.toHexDigits(high) + digits.toHexDigits(low);
  }
}
