package org.keyferry.wire.filter;

import org.keyferry.wire.filter.FilterHeader.Layout;

/**
 * Where the three cells of an item are in a binary fuse filter (arXiv 2201.01174): at the same
 * place, more or less, of three segments in a row.
 *
 * @param segmentLength cells of a segment, a power of two up to 2¹⁸
 * @param segmentCount segments that the first cell can be in; there are two more
 */
record FuseLayout(int segmentLength, int segmentCount) {
  static final int MOST_SEGMENT_LENGTH = 1 << 18;

  private static final int MIDDLE_SHIFT = 18;

  /** The layout for so many items. Readers take it from the header. */
  static FuseLayout forItems(int items) {
    double count = Math.max(2, items);
    double logarithm = StrictMath.log(count);
    int power = (int) Math.floor(logarithm / StrictMath.log(3.33) + 2.25);
    int length = Math.min(MOST_SEGMENT_LENGTH, 1 << power);
    double factor = Math.max(1.125, 0.875 + 0.25 * StrictMath.log(1_000_000) / logarithm);
    long cells = Math.round(count * factor);
    return new FuseLayout(length, (int) Math.max(1, (cells + length - 1) / length - 2));
  }

  /** As a header has it. */
  Layout toLayout() {
    return new Layout(segmentLength, segmentCount);
  }

  long cells() {
    return (segmentCount + 2L) * segmentLength;
  }

  /** The item's cell in the first of its three segments. */
  int first(long place) {
    return (int) Math.unsignedMultiplyHigh(place, (long) segmentCount * segmentLength);
  }

  int second(long place, int first) {
    return (first + segmentLength) ^ ((int) (place >>> MIDDLE_SHIFT) & (segmentLength - 1));
  }

  int third(long place, int first) {
    return (first + 2 * segmentLength) ^ ((int) place & (segmentLength - 1));
  }
}
