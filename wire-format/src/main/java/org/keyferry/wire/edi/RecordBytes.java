package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.KeyView;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Records as bytes, little-endian. */
final class RecordBytes {
  /** More than any record takes. */
  static final int MOST = Short.BYTES + TcnRecord.MOST_LENGTH;

  private RecordBytes() {}

  static void put(EdiRecord record, ByteBuffer out) {
    switch (record) {
      case GaenRecord gaen -> put(gaen.diagnosis(), out);
      case SeedRecord seed ->
          out.put(seed.key().asReadOnlyByteBuffer()).putInt((int) seed.day().toEpochDay());
      case EphemeralIdRecord id ->
          out.put(id.key().asReadOnlyByteBuffer()).putInt((int) id.epoch());
      case TcnRecord report ->
          out.putShort((short) report.key().size()).put(report.key().asReadOnlyByteBuffer());
    }
  }

  private static void put(DiagnosisKey key, ByteBuffer out) {
    out.put(key.key().toByteArray());
    out.putInt(key.start().number()).putShort((short) key.period().intervals());
    out.put((byte) key.risk().level()).put((byte) key.reportType().getNumber());
    out.putShort((short) key.daysSinceOnset().orElse(GaenRecord.ONSET_UNKNOWN));
    out.putShort((short) 0);
  }

  /** A key as a {@link GaenRecord}; its days since onset fit into one. */
  static void put(KeyView key, ByteBuffer out) {
    key.copyKey(out.array(), out.arrayOffset() + out.position());
    out.position(out.position() + ExposureKey.LENGTH);
    out.putInt(key.start()).putShort((short) key.period());
    out.put((byte) key.risk()).put((byte) key.reportType());
    int days = key.onsetKnown() ? key.daysSinceOnset() : GaenRecord.ONSET_UNKNOWN;
    out.putShort((short) days).putShort((short) 0);
  }

  /**
   * The record that lies in the buffer from its position on; all of its bytes are there.
   *
   * @throws InvalidKey if a field is outside its range
   */
  static EdiRecord take(RecordKind kind, ByteBuffer in) {
    return switch (kind) {
      case GAEN -> new GaenRecord(diagnosis(in));
      case SEED -> {
        var key = bytes(in, SeedRecord.KEY_LENGTH);
        yield new SeedRecord(key, LocalDate.ofEpochDay(Integer.toUnsignedLong(in.getInt())));
      }
      case EPHEMERAL_ID -> {
        var key = bytes(in, EphemeralIdRecord.KEY_LENGTH);
        yield new EphemeralIdRecord(key, Integer.toUnsignedLong(in.getInt()));
      }
      case TCN -> new TcnRecord(bytes(in, in.remaining()));
    };
  }

  private static DiagnosisKey diagnosis(ByteBuffer in) {
    byte[] key = new byte[ExposureKey.LENGTH];
    in.get(key);
    var start = new Interval(in.getInt());
    var period = new RollingPeriod(in.getShort() & 0xffff);
    var risk = new TransmissionRisk(in.get() & 0xff);
    var type = ReportType.forNumber(in.get() & 0xff);
    int days = in.getShort();
    if (in.getShort() != 0) {
      throw new InvalidKey(new Problem("reserved bytes", "exposure key", "0", "others"));
    }
    return new DiagnosisKey(
        ExposureKey.of(key),
        start,
        period,
        risk,
        type == null ? ReportType.UNRECOGNIZED : type,
        days == GaenRecord.ONSET_UNKNOWN ? OptionalInt.empty() : OptionalInt.of(days));
  }

  private static ByteString bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return ByteString.copyFrom(bytes);
  }
}
