package org.keyferry.exporter.spool;

import java.util.Arrays;

/**
 * Where keys lie in export files: by what is said of them, which {@link SpooledKey} has in its last
 * eight bytes, and then as they are spooled, by their bytes. All keys are counted first; then each,
 * in the same order, is told its place. What it holds grows with the number of different groups of
 * keys alone.
 */
final class KeyPlaces {
  private static final int SAID = SpooledKey.BYTES - Long.BYTES;

  /** Days since onset are signed; the others are not. */
  private static final long ONSET_SIGN = 0x80;

  /** Starts are positive, so that this is said of no key, and signed order is that of files. */
  private static final long NOTHING = -1;

  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int HASH_SHIFT = 32;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] said = empty(FIRST_CAPACITY);

  /** How many keys of each group there are, and then where its next one goes. */
  private int[] numbers = new int[FIRST_CAPACITY];

  private int groups;

  private static long[] empty(int capacity) {
    long[] said = new long[capacity];
    Arrays.fill(said, NOTHING);
    return said;
  }

  /** Counts the spooled keys from the array's first byte on. */
  void count(byte[] keys, int end) {
    for (int at = 0; at < end; at += SpooledKey.BYTES) {
      long group = groupAt(keys, at);
      int slot = slot(group);
      if (said[slot] == NOTHING) {
        slot = begin(group);
      }
      numbers[slot]++;
    }
  }

  private static long groupAt(byte[] keys, int at) {
    return SpooledKey.longAt(keys, at + SAID) ^ ONSET_SIGN;
  }

  /** Where the group is, or would be. */
  private int slot(long group) {
    int mask = said.length - 1;
    int slot = (int) ((group * GOLDEN) >>> HASH_SHIFT) & mask;
    while (said[slot] != group && said[slot] != NOTHING) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int begin(long group) {
    if (++groups > said.length / 2) {
      grow();
    }
    int slot = slot(group);
    said[slot] = group;
    return slot;
  }

  private void grow() {
    long[] before = said;
    int[] numbersBefore = numbers;
    said = empty(before.length * 2);
    numbers = new int[said.length];
    for (int i = 0; i < before.length; i++) {
      if (before[i] != NOTHING) {
        int slot = slot(before[i]);
        said[slot] = before[i];
        numbers[slot] = numbersBefore[i];
      }
    }
  }

  /** All are counted: each group begins behind those before it. */
  void arrange() {
    long[] inOrder = Arrays.stream(said).filter(group -> group != NOTHING).sorted().toArray();
    int next = 0;
    for (long group : inOrder) {
      int slot = slot(group);
      int count = numbers[slot];
      numbers[slot] = next;
      next += count;
    }
  }

  /** The place of the next key of its group, counted from 0. */
  int next(byte[] keys, int at) {
    return numbers[slot(groupAt(keys, at))]++;
  }
}
