package org.keyferry.wire.filter;

import org.keyferry.wire.filter.FilterHeader.Layout;

/**
 * Where the two buckets of an item are in a cuckoo filter: the second follows from the first and
 * the fingerprint, and the first from the second in the same way.
 *
 * @param bucketSize cells of a bucket
 * @param bucketCount how many buckets, a power of two
 */
record CuckooLayout(int bucketSize, int bucketCount) {
  private static final int BUCKET_SIZE = 4;
  private static final int FILLED_SIXTEENTHS = 15;
  private static final int SIXTEEN = 16;

  /** An odd number near 2⁶⁴ divided by the golden ratio. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private static final int HIGH_HALF = 32;

  /** The fewest buckets of which no more than 15 of 16 cells are filled. */
  static CuckooLayout forItems(int items) {
    int buckets = 1;
    while ((long) items * SIXTEEN > (long) buckets * BUCKET_SIZE * FILLED_SIXTEENTHS) {
      buckets <<= 1;
    }
    return new CuckooLayout(BUCKET_SIZE, buckets);
  }

  /** Twice as many buckets. */
  CuckooLayout doubled() {
    return new CuckooLayout(bucketSize, Math.multiplyExact(bucketCount, 2));
  }

  /** As a header has it. */
  Layout toLayout() {
    return new Layout(bucketSize, bucketCount);
  }

  long cells() {
    return (long) bucketSize * bucketCount;
  }

  /** Fingerprints are never 0: that is an empty cell. */
  static long print(SaltedItem item, FilterShape shape) {
    long print = item.print() & shape.fingerprintMask();
    return print == 0 ? 1 : print;
  }

  int first(long place) {
    return (int) place & (bucketCount - 1);
  }

  /** The other bucket of a fingerprint that lies in this one. */
  int other(int bucket, long print) {
    return bucket ^ ((int) ((print * SPREAD) >>> HIGH_HALF) & (bucketCount - 1));
  }
}
