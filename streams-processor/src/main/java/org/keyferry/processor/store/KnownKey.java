package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.Interval;

/**
 * What is remembered of a key once it is released, so that a repeat is seen and a revision is
 * judged: the beginning of a value of the store {@code known-keys}. The feeds that the key is in
 * follow, see {@link FeedNumbers}.
 *
 * <p>Layout, big-endian: 4 bytes start interval, 1 byte rolling period, 1 byte reports, 8 bytes
 * source. Of the reports byte the lower half is the first report type and the upper half the one
 * that it was revised to, 0 if it was not.
 *
 * @param start first interval in which the key was broadcast
 * @param period how many intervals it was valid, 1 to 144
 * @param firstReport the report type that it came with
 * @param revisedReport the one that it was revised to; unspecified if it was not
 * @param source tag of who reported it
 */
public record KnownKey(
    int start, int period, ReportType firstReport, ReportType revisedReport, long source) {
  /** Length of the layout in bytes. */
  public static final int LENGTH = 14;

  private static final int REVISED = 4;
  private static final int HALF = 0xF;

  /** A key as it is reported first. */
  public static KnownKey first(int start, int period, ReportType report, long source) {
    return new KnownKey(start, period, report, ReportType.REPORT_TYPE_UNSPECIFIED, source);
  }

  /** Reads the layout at the beginning of an array. */
  public static KnownKey of(byte[] value) {
    return of(value, 0);
  }

  /** Reads the layout at a place in an array. */
  static KnownKey of(byte[] array, int at) {
    var fields = ByteBuffer.wrap(array, at, LENGTH);
    int start = fields.getInt();
    int period = Byte.toUnsignedInt(fields.get());
    int reports = Byte.toUnsignedInt(fields.get());
    return new KnownKey(
        start,
        period,
        ReportType.forNumber(reports & HALF),
        ReportType.forNumber(reports >> REVISED),
        fields.getLong());
  }

  /** Writes the layout. */
  void write(ByteBuffer to) {
    to.putInt(start)
        .put((byte) period)
        .put((byte) (firstReport.getNumber() | revisedReport.getNumber() << REVISED))
        .putLong(source);
  }

  /**
   * A value of the store.
   *
   * @param feeds the feeds that the key is in, as {@link FeedNumbers} encodes them
   */
  public byte[] valueIn(byte[] feeds) {
    var value = ByteBuffer.allocate(LENGTH + feeds.length);
    write(value);
    return value.put(feeds).array();
  }

  /** The same key after its revision. */
  public KnownKey revisedTo(ReportType report) {
    return new KnownKey(start, period, firstReport, report, source);
  }

  /** Whether it was revised. */
  public boolean isRevised() {
    return revisedReport != ReportType.REPORT_TYPE_UNSPECIFIED;
  }

  /** The report type that counts. */
  public ReportType currentReport() {
    return isRevised() ? revisedReport : firstReport;
  }

  /** First second at which the key is no longer valid. */
  public long validUntil() {
    return validUntil(start, period);
  }

  static long validUntil(int start, int period) {
    return (start + (long) period) * Interval.LENGTH.toSeconds();
  }
}
