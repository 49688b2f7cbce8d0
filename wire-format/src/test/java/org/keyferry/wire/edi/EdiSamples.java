package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32C;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Records of each kind, and files of them. */
final class EdiSamples {
  static final BatchStamp STAMP =
      new BatchStamp(
          42,
          BatchWindow.ofEpochSeconds(1_767_225_600, 1_767_232_800),
          new Region("GB-EAW"),
          Set.of(BatchFlag.STUFFED),
          0);

  private EdiSamples() {}

  /** Three records of the kind, which ascend and have the least and the greatest values. */
  static List<EdiRecord> records(RecordKind kind) {
    return switch (kind) {
      case GAEN ->
          List.of(
              gaen(0x00, 0, 1, OptionalInt.of(-28)),
              gaen(0x7f, 2_945_376, 144, OptionalInt.empty()),
              gaen(0xff, Integer.MAX_VALUE, 72, OptionalInt.of(32_766)));
      case SEED ->
          List.of(
              new SeedRecord(bytes(0x01, 32), LocalDate.EPOCH),
              new SeedRecord(bytes(0x80, 32), LocalDate.of(2026, 1, 1)),
              new SeedRecord(bytes(0xfe, 32), LocalDate.of(9999, 12, 31)));
      case EPHEMERAL_ID ->
          List.of(
              new EphemeralIdRecord(bytes(0x02, 16), 0),
              new EphemeralIdRecord(bytes(0x81, 16), 1_963_584),
              new EphemeralIdRecord(bytes(0xfd, 16), 0xffff_ffffL));
      case TCN -> List.of(report(0x03, 0, false), report(0x82, 9, true), report(0xfc, 255, true));
    };
  }

  private static GaenRecord gaen(int first, int start, int period, OptionalInt onset) {
    return new GaenRecord(
        new DiagnosisKey(
            ExposureKey.of(bytes(first, 16)),
            new Interval(start),
            new RollingPeriod(period),
            new TransmissionRisk(first % 9),
            ReportType.forNumber(first % 6),
            onset));
  }

  static TcnRecord report(int first, int memo, boolean signed) {
    byte[] report = bytes(first, 70 + memo + (signed ? 64 : 0)).toByteArray();
    report[69] = (byte) memo;
    return new TcnRecord(ByteString.copyFrom(report));
  }

  private static ByteString bytes(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i * 7);
    }
    return ByteString.copyFrom(bytes);
  }

  static byte[] file(RecordKind kind) {
    return file(kind, STAMP, records(kind));
  }

  static byte[] file(RecordKind kind, BatchStamp stamp, List<? extends EdiRecord> records) {
    try {
      Path path = Files.createTempFile("sample", ".edi");
      try (var writer = EdiWriter.create(path, kind, stamp)) {
        for (var each : records) {
          writer.add(each);
        }
        writer.finish();
        return Files.readAllBytes(path);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<EdiRecord> read(byte[] file) throws MalformedEdi {
    var records = new ArrayList<EdiRecord>();
    try {
      new EdiReader().read(new ByteArrayInputStream(file), "sample.edi", records::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /** The file with header checksum, and the body's digest and length, as they have to be. */
  static byte[] sealed(byte[] file) {
    byte[] sealed = file.clone();
    byte[] body = Arrays.copyOfRange(file, EdiHeader.LENGTH, file.length);
    var out = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
    out.put(56, Sha256.bytesOf(body));
    return checked(sealed);
  }

  /** The file with the header's checksum as it has to be. */
  static byte[] checked(byte[] file) {
    byte[] checked = file.clone();
    var checksum = new CRC32C();
    checksum.update(checked, 0, 92);
    ByteBuffer.wrap(checked).order(ByteOrder.LITTLE_ENDIAN).putInt(92, (int) checksum.getValue());
    return checked;
  }
}
