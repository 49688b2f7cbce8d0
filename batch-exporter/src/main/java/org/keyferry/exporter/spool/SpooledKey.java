package org.keyferry.exporter.spool;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * How a key lies in a spool file: 24 bytes, so that the n-th key is found without reading those
 * before it, and files of one batch can be built side by side.
 *
 * <pre>
 *  0  16  the key's bytes
 * 16   4  rolling start interval number, big-endian
 * 20   1  rolling period, 1 to 144, unsigned
 * 21   1  transmission risk, 0 to 8
 * 22   1  report type, its number
 * 23   1  days since onset, -127 to 127; -128 where unknown
 * </pre>
 */
public final class SpooledKey {
  /** Bytes of each key. */
  public static final int BYTES = 24;

  private static final byte ONSET_UNKNOWN = Byte.MIN_VALUE;

  /** More than any setting admits; a key that was accepted must not get stuck here. */
  private static final int MOST_DAYS_SINCE_ONSET = Byte.MAX_VALUE;

  private SpooledKey() {}

  /** Whether the field has room for it. */
  public static boolean holdsDaysSinceOnset(int days) {
    return Math.abs(days) <= MOST_DAYS_SINCE_ONSET;
  }

  /** Appends what follows the key's bytes. */
  public static void putTiming(ByteBuffer to, int start, int period) {
    to.putInt(start).put((byte) period);
  }

  /** Appends what follows the timing. */
  public static void putDiagnosis(ByteBuffer to, int risk, int reportType) {
    to.put((byte) risk).put((byte) reportType);
  }

  /** Appends what comes last; the days count only if they are known. */
  public static void putOnset(ByteBuffer to, boolean known, int days) {
    to.put(known ? (byte) days : ONSET_UNKNOWN);
  }

  /** The key at the buffer's position, which moves behind it. */
  static DiagnosisKey next(ByteBuffer from) {
    byte[] key = new byte[ExposureKey.LENGTH];
    from.get(key);
    var start = new Interval(from.getInt());
    var period = new RollingPeriod(Byte.toUnsignedInt(from.get()));
    var risk = new TransmissionRisk(from.get());
    var reportType = ReportType.forNumber(from.get());
    byte onset = from.get();
    return new DiagnosisKey(
        ExposureKey.of(key),
        start,
        period,
        risk,
        reportType,
        onset == ONSET_UNKNOWN ? OptionalInt.empty() : OptionalInt.of(onset));
  }
}
