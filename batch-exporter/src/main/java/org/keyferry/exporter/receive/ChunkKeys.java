package org.keyferry.exporter.receive;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.exporter.spool.SpooledKey;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * Turns the {@code BatchKey} messages of a chunk into spooled keys, checking ranges and order on
 * the way. It reads the fields where they lie: a message object for each of millions of keys would
 * cost more than all else.
 */
final class ChunkKeys {
  /** No key takes fewer bytes in a chunk: its bytes with tag, length and the message's own. */
  private static final int FEWEST_BYTES = 2 + 2 + ExposureKey.LENGTH;

  private final byte[] value;
  private final CodedInputStream in;
  private final String where;
  private final ByteBuffer keys;

  private int keyAt;
  private int risk;
  private int start;
  private int period;
  private int reportType;
  private boolean onsetKnown;
  private int onset;

  /**
   * @param value the record's value
   * @param in reads the value
   */
  ChunkKeys(byte[] value, CodedInputStream in, String where) {
    this.value = value;
    this.in = in;
    this.where = where;
    this.keys = ByteBuffer.allocate(value.length / FEWEST_BYTES * SpooledKey.BYTES);
  }

  /** Reads one key; its tag was read. */
  void next() throws IOException, MalformedRecord {
    clear();
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field(tag);
    }
    in.popLimit(outer);
    check();
    append();
  }

  private void clear() {
    keyAt = -1;
    risk = 0;
    start = 0;
    period = 0;
    reportType = 0;
    onsetKnown = false;
    onset = 0;
  }

  private void field(int tag) throws IOException, MalformedRecord {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case BatchKey.KEY_DATA_FIELD_NUMBER -> keyBytes();
      case BatchKey.TRANSMISSION_RISK_FIELD_NUMBER -> risk = in.readInt32();
      case BatchKey.ROLLING_START_INTERVAL_NUMBER_FIELD_NUMBER -> start = in.readInt32();
      case BatchKey.ROLLING_PERIOD_FIELD_NUMBER -> period = in.readInt32();
      case BatchKey.REPORT_TYPE_FIELD_NUMBER -> reportType = in.readEnum();
      case BatchKey.DAYS_SINCE_ONSET_FIELD_NUMBER -> {
        onsetKnown = true;
        onset = in.readSInt32();
      }
      default -> in.skipField(tag);
    }
  }

  private void keyBytes() throws IOException, MalformedRecord {
    int length = in.readRawVarint32();
    MalformedRecord.unless(
        length == ExposureKey.LENGTH, "key length", where, ExposureKey.LENGTH + " bytes", length);
    keyAt = in.getTotalBytesRead();
    in.skipRawBytes(length);
  }

  private void check() throws MalformedRecord {
    require(keyAt >= 0, "key", "16 bytes", "none");
    requireBetween(0, Integer.MAX_VALUE, "rolling start interval number", start);
    requireBetween(1, RollingPeriod.MOST, "rolling period", period);
    requireBetween(0, TransmissionRisk.MOST, "transmission risk", risk);
    require(ReportType.forNumber(reportType) != null, "report type", "a known one", "another");
    require(
        !onsetKnown || SpooledKey.holdsDaysSinceOnset(onset),
        "days since onset",
        "-127 to 127",
        "a greater number");
    require(
        isBehindLast(),
        "order of keys",
        "strictly ascending",
        "a key that is not greater than the one before");
  }

  private boolean isBehindLast() {
    int end = keys.position();
    return end == 0
        || Arrays.compareUnsigned(
                keys.array(),
                end - SpooledKey.BYTES,
                end - SpooledKey.BYTES + ExposureKey.LENGTH,
                value,
                keyAt,
                keyAt + ExposureKey.LENGTH)
            < 0;
  }

  private void require(boolean holds, String what, String expected, String actual)
      throws MalformedRecord {
    if (!holds) {
      throw new MalformedRecord(new Problem(what, where, expected, actual));
    }
  }

  private void requireBetween(int least, int most, String what, int actual) throws MalformedRecord {
    if (actual < least || actual > most) {
      require(false, what, least + " to " + most, String.valueOf(actual));
    }
  }

  private void append() {
    keys.put(value, keyAt, ExposureKey.LENGTH);
    SpooledKey.putTiming(keys, start, period);
    SpooledKey.putDiagnosis(keys, risk, reportType);
    SpooledKey.putOnset(keys, onsetKnown, onset);
  }

  /** All keys that were read, ready to be read from. */
  ByteBuffer keys() {
    return keys.flip();
  }
}
