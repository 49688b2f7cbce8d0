package org.keyferry.federation.gateway.hub;

import java.util.Set;

/**
 * In which batch each key of a hub is first. Three numbers for each key in open addressing: 24 to
 * 48 bytes, where a map of objects has a hundred.
 */
final class KeyIndex {
  private static final int LEAST = 1 << 10;

  private long[] high = new long[LEAST];
  private long[] low = new long[LEAST];
  private long[] number = new long[LEAST];
  private int size;

  /** The batch that has the key first, from 1; 0: none has it. */
  long first(KeyDigest key) {
    return number[slot(key.high(), key.low())];
  }

  /** Notes a key of a batch, unless an earlier one has it. */
  void add(KeyDigest key, long batch) {
    if (size >= number.length / 4 * 3) {
      rebuild(number.length * 2, Set.of());
    }
    put(key.high(), key.low(), batch);
  }

  /** Forgets all keys of those batches. */
  void removeAll(Set<Long> batches) {
    if (!batches.isEmpty()) {
      rebuild(number.length, batches);
    }
  }

  int size() {
    return size;
  }

  private void put(long keyHigh, long keyLow, long batch) {
    int slot = slot(keyHigh, keyLow);
    if (number[slot] == 0) {
      high[slot] = keyHigh;
      low[slot] = keyLow;
      number[slot] = batch;
      size++;
    }
  }

  /** Where the key is, or the free place where it belongs. Digests are spread evenly already. */
  private int slot(long keyHigh, long keyLow) {
    int mask = number.length - 1;
    int slot = (int) keyLow & mask;
    while (number[slot] != 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rebuild(int capacity, Set<Long> without) {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldNumber = number;
    high = new long[capacity];
    low = new long[capacity];
    number = new long[capacity];
    size = 0;
    for (int i = 0; i < oldNumber.length; i++) {
      if (oldNumber[i] != 0 && !without.contains(oldNumber[i])) {
        put(oldHigh[i], oldLow[i], oldNumber[i]);
      }
    }
  }
}
