package org.keyferry.wire.filter;

/** Fingerprints side by side, little-endian, each of the same number of bytes. */
final class Cells {
  private final byte[] bytes;
  private final int width;

  /**
   * @param bytes the body; not copied
   * @param width bytes of a cell
   */
  Cells(byte[] bytes, int width) {
    this.bytes = bytes;
    this.width = width;
  }

  /**
   * Empty cells.
   *
   * @throws IllegalArgumentException if a body can't be so long
   */
  static Cells empty(long count, int width) {
    if (count * width > Integer.MAX_VALUE - Long.BYTES) {
      throw new IllegalArgumentException("a filter of " + count * width + " bytes is too long");
    }
    return new Cells(new byte[(int) count * width], width);
  }

  long get(int cell) {
    long value = 0;
    for (int i = (cell + 1) * width - 1; i >= cell * width; i--) {
      value = (value << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return value;
  }

  void set(int cell, long value) {
    long rest = value;
    for (int i = cell * width; i < (cell + 1) * width; i++) {
      bytes[i] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
  }

  byte[] bytes() {
    return bytes;
  }
}
