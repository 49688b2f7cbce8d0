package org.keyferry.exporter.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.KeyView;
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
public final class SpooledKey implements KeyView {
  /** Bytes of each key. */
  public static final int BYTES = 24;

  private static final byte ONSET_UNKNOWN = Byte.MIN_VALUE;

  /** More than any setting admits; a key that was accepted must not get stuck here. */
  private static final int MOST_DAYS_SINCE_ONSET = Byte.MAX_VALUE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int PERIOD = 20;
  private static final int RISK = 21;
  private static final int REPORT_TYPE = 22;
  private static final int ONSET = 23;

  private byte[] keys;
  private int position;

  private SpooledKey() {}

  /** Shows no key yet. */
  static SpooledKey view() {
    return new SpooledKey();
  }

  /** Shows the key at that place. */
  SpooledKey at(byte[] array, int from) {
    keys = array;
    position = from;
    return this;
  }

  @Override
  public void copyKey(byte[] to, int at) {
    System.arraycopy(keys, position, to, at, ExposureKey.LENGTH);
  }

  @Override
  public int start() {
    return (int) INT.get(keys, position + ExposureKey.LENGTH);
  }

  @Override
  public int period() {
    return Byte.toUnsignedInt(keys[position + PERIOD]);
  }

  @Override
  public int risk() {
    return keys[position + RISK];
  }

  @Override
  public int reportType() {
    return keys[position + REPORT_TYPE];
  }

  @Override
  public boolean onsetKnown() {
    return keys[position + ONSET] != ONSET_UNKNOWN;
  }

  @Override
  public int daysSinceOnset() {
    return onsetKnown() ? keys[position + ONSET] : 0;
  }

  static long longAt(byte[] array, int at) {
    return (long) LONG.get(array, at);
  }

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

  static DiagnosisKey diagnosisKey(KeyView shown) {
    byte[] key = new byte[ExposureKey.LENGTH];
    shown.copyKey(key, 0);
    return new DiagnosisKey(
        ExposureKey.of(key),
        new Interval(shown.start()),
        new RollingPeriod(shown.period()),
        new TransmissionRisk(shown.risk()),
        ReportType.forNumber(shown.reportType()),
        shown.onsetKnown() ? OptionalInt.of(shown.daysSinceOnset()) : OptionalInt.empty());
  }
}
