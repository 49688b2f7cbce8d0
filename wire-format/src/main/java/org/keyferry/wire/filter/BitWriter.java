package org.keyferry.wire.filter;

/** Writes bits, the highest of each byte first. */
final class BitWriter {
  private final byte[] bytes;
  private long position;

  /**
   * @param bytes zeros; there is room for all that is written
   */
  BitWriter(byte[] bytes) {
    this.bytes = bytes;
  }

  /** So many ones, and a zero. */
  void writeUnary(int ones) {
    for (int i = 0; i < ones; i++) {
      writeOne();
    }
    position++;
  }

  /** The low bits of the value, the highest first. */
  void write(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      if ((value >>> i & 1) == 0) {
        position++;
      } else {
        writeOne();
      }
    }
  }

  private void writeOne() {
    bytes[(int) (position / Byte.SIZE)] |= (byte) (0x80 >>> (position % Byte.SIZE));
    position++;
  }
}
