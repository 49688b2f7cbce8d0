package org.keyferry.bench.gateway;

import java.util.Arrays;

/** Every latency of a load, kept exactly; for one thread. */
final class Latencies {
  private static final int FIRST_CAPACITY = 1 << 16;
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;
  private boolean sorted;

  void add(long latencyNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = latencyNanos;
    sorted = false;
  }

  int count() {
    return count;
  }

  /**
   * The latency in ms that the given share of all did not exceed, 0 to 1; NaN if there are none.
   */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(share * count) - 1;
    return nanos[Math.clamp(rank, 0, count - 1)] / NANOS_PER_MILLI;
  }
}
