package org.keyferry.bench.topology;

import com.google.protobuf.ByteString;

/** Count and checksum of a set of keys, in any order, and whether they came in ascending order. */
final class KeySum {
  private long count;
  private long checksum;
  private boolean ascending = true;

  void add(ByteString key) {
    add(key, 1);
  }

  void add(ByteString key, int times) {
    count += times;
    long half = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      half = (half << Byte.SIZE) | (key.byteAt(i) & 0xFF);
    }
    checksum += half * times;
  }

  /** Adds everything that the other has seen. */
  void add(KeySum other) {
    count += other.count;
    checksum += other.checksum;
    ascending &= other.ascending;
  }

  void note(boolean ascends) {
    ascending &= ascends;
  }

  long count() {
    return count;
  }

  boolean isAscending() {
    return ascending;
  }

  /** Whether both have seen the same keys, as far as count and checksum tell. */
  boolean sameKeysAs(KeySum other) {
    return count == other.count && checksum == other.checksum;
  }
}
