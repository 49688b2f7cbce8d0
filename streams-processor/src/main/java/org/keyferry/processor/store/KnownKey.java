package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import org.keyferry.wire.key.Interval;

/**
 * What is remembered of a key once it is released, so that a repeat is seen: a value of the store
 * {@code known-keys}.
 *
 * <p>Layout, big-endian: 4 bytes start interval, 1 byte rolling period, 1 byte report type.
 *
 * @param start first interval in which the key was broadcast
 * @param period how many intervals it was valid, 1 to 144
 * @param reportType number of the report type
 */
public record KnownKey(int start, int period, int reportType) {
  /** Length of the layout in bytes. */
  public static final int LENGTH = 6;

  /** How a key that comes again compares to the one that is known. */
  public enum Comparison {
    /** The same key: nothing to do. */
    SAME,
    /** The same bytes with another start or period; the first one stays. */
    OTHER_TIMING,
    /** The same key with another report type: a revision. */
    OTHER_REPORT
  }

  /** Reads a value of the store. */
  public static KnownKey of(byte[] value) {
    return of(value, 0);
  }

  /** Reads the layout at a place in an array. */
  static KnownKey of(byte[] array, int at) {
    var fields = ByteBuffer.wrap(array, at, LENGTH);
    return new KnownKey(fields.getInt(), Byte.toUnsignedInt(fields.get()), fields.get());
  }

  /** How a later report of the same bytes compares to this one. */
  public Comparison compare(KnownKey later) {
    if (start != later.start || period != later.period) {
      return Comparison.OTHER_TIMING;
    }
    return reportType == later.reportType ? Comparison.SAME : Comparison.OTHER_REPORT;
  }

  /** First second at which the key is no longer valid. */
  public long validUntil() {
    return (start + (long) period) * Interval.LENGTH.toSeconds();
  }
}
