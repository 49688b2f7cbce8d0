package org.keyferry.wire.filter;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many byte strings of one length, in blocks of about a megabyte: growing copies nothing, and there
 * is no object for each.
 */
final class FlatRecords {
  private static final int BLOCK = 1 << 20;

  /** Fewer than these are sorted by insertion. */
  private static final int FEW = 24;

  private static final int BYTES = 1 << Byte.SIZE;

  private final int width;
  private final int shift;
  private final List<byte[]> blocks = new ArrayList<>();
  private final byte[] held;
  private int size;

  /**
   * @param width bytes of each record
   */
  FlatRecords(int width) {
    this.width = width;
    this.shift = 31 - Integer.numberOfLeadingZeros(BLOCK / width);
    this.held = new byte[width];
  }

  int size() {
    return size;
  }

  /** Appends a copy of the bytes from the offset on. */
  void add(byte[] bytes, int offset) {
    if (size == Integer.MAX_VALUE) {
      throw new IllegalStateException("more than 2^31 - 1 records");
    }
    if (size >>> shift == blocks.size()) {
      blocks.add(new byte[width << shift]);
    }
    System.arraycopy(bytes, offset, block(size), offset(size), width);
    size++;
  }

  byte[] block(int index) {
    return blocks.get(index >>> shift);
  }

  /** Where in its block the record begins. */
  int offset(int index) {
    return (index & ((1 << shift) - 1)) * width;
  }

  /** Hashes a record. */
  void update(MessageDigest digest, int index) {
    digest.update(block(index), offset(index), width);
  }

  /** Sorts by unsigned bytes, in place. */
  void sort() {
    sort(0, size, 0);
  }

  /** Sorts what agrees in all bytes before the place: each goes to the range of its next byte. */
  private void sort(int from, int to, int place) {
    if (to - from < FEW || place == width) {
      insertionSort(from, to);
      return;
    }
    int[] ends = new int[BYTES];
    for (int i = from; i < to; i++) {
      ends[byteAt(i, place)]++;
    }
    int[] next = new int[BYTES];
    int end = from;
    for (int value = 0; value < BYTES; value++) {
      next[value] = end;
      end += ends[value];
      ends[value] = end;
    }
    for (int value = 0; value < BYTES; value++) {
      while (next[value] < ends[value]) {
        int belongs = byteAt(next[value], place);
        swap(next[value], next[belongs]++);
      }
    }
    for (int value = 0, start = from; value < BYTES; start = ends[value++]) {
      if (ends[value] - start > 1) {
        sort(start, ends[value], place + 1);
      }
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
        swap(j - 1, j);
      }
    }
  }

  private int byteAt(int index, int place) {
    return block(index)[offset(index) + place] & 0xff;
  }

  private int compare(int left, int right) {
    return Arrays.compareUnsigned(
        block(left), offset(left), offset(left) + width,
        block(right), offset(right), offset(right) + width);
  }

  private void swap(int left, int right) {
    if (left != right) {
      System.arraycopy(block(left), offset(left), held, 0, width);
      System.arraycopy(block(right), offset(right), block(left), offset(left), width);
      System.arraycopy(held, 0, block(right), offset(right), width);
    }
  }

  /** Leaves one of each; they are sorted. */
  void removeRepeats() {
    int kept = Math.min(size, 1);
    for (int i = 1; i < size; i++) {
      if (compare(kept - 1, i) != 0) {
        System.arraycopy(block(i), offset(i), block(kept), offset(kept), width);
        kept++;
      }
    }
    size = kept;
  }
}
