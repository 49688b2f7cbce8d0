package org.keyferry.wire.filter;

/** Reads bits, the highest of each byte first. */
final class BitReader {
  private final byte[] bytes;
  private final long end;
  private long position;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = (long) bytes.length * Byte.SIZE;
  }

  long position() {
    return position;
  }

  void moveTo(long bit) {
    position = bit;
  }

  long left() {
    return end - position;
  }

  /** The ones before the next zero, which is passed over too; fewer than all if the bits end. */
  int readUnary() {
    int ones = 0;
    while (position < end && bit()) {
      ones++;
    }
    return ones;
  }

  /** So many bits, which are there. */
  long read(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | (bit() ? 1 : 0);
    }
    return value;
  }

  private boolean bit() {
    int index = (int) (position / Byte.SIZE);
    boolean set = (bytes[index] & (0x80 >>> (position % Byte.SIZE))) != 0;
    position++;
    return set;
  }
}
