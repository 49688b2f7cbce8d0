package org.keyferry.wire.export;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.keyferry.wire.export.format.SignatureInfo;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.RollingPeriod;

/**
 * Encodes {@code export.bin} field by field: a message object for each of millions of keys would
 * cost more than hashing and deflating them.
 */
final class BodyEncoder {
  private static final int BLOCK = 32 * 1024;

  /** More than any key takes, and any part of the header. */
  private static final int LONGEST_PART = 1024;

  private final OutputStream target;
  private final byte[] block = new byte[BLOCK];
  private CodedOutputStream out = CodedOutputStream.newInstance(block);

  BodyEncoder(OutputStream target) {
    this.target = target;
  }

  void header(BatchWindow stated, String region, List<SigningKeyId> signedBy) throws IOException {
    out.writeRawBytes(ExportFormat.HEADER);
    out.writeFixed64(
        TemporaryExposureKeyExport.START_TIMESTAMP_FIELD_NUMBER, stated.start().getEpochSecond());
    out.writeFixed64(
        TemporaryExposureKeyExport.END_TIMESTAMP_FIELD_NUMBER, stated.end().getEpochSecond());
    out.writeString(TemporaryExposureKeyExport.REGION_FIELD_NUMBER, region);
    out.writeInt32(TemporaryExposureKeyExport.BATCH_NUM_FIELD_NUMBER, 1);
    out.writeInt32(TemporaryExposureKeyExport.BATCH_SIZE_FIELD_NUMBER, 1);
    for (var keyId : signedBy) {
      makeRoom();
      out.writeMessage(TemporaryExposureKeyExport.SIGNATURE_INFOS_FIELD_NUMBER, info(keyId));
    }
  }

  static SignatureInfo info(SigningKeyId keyId) {
    return SignatureInfo.newBuilder()
        .setVerificationKeyVersion(keyId.version())
        .setVerificationKeyId(keyId.id())
        .setSignatureAlgorithm(ExportFormat.ALGORITHM)
        .build();
  }

  void key(KeyFields key) throws IOException {
    write(TemporaryExposureKeyExport.KEYS_FIELD_NUMBER, key);
  }

  void revisedKey(KeyFields key) throws IOException {
    write(TemporaryExposureKeyExport.REVISED_KEYS_FIELD_NUMBER, key);
  }

  void flush() throws IOException {
    target.write(block, 0, out.getTotalBytesWritten());
    out = CodedOutputStream.newInstance(block);
  }

  private void makeRoom() throws IOException {
    if (out.spaceLeft() < LONGEST_PART) {
      flush();
    }
  }

  private void write(int field, KeyFields key) throws IOException {
    makeRoom();
    out.writeTag(field, 2);
    out.writeUInt32NoTag(sizeOf(key));
    out.writeByteArray(TemporaryExposureKey.KEY_DATA_FIELD_NUMBER, key.data);
    out.writeInt32(TemporaryExposureKey.TRANSMISSION_RISK_LEVEL_FIELD_NUMBER, key.risk);
    if (key.start != 0) {
      out.writeInt32(TemporaryExposureKey.ROLLING_START_INTERVAL_NUMBER_FIELD_NUMBER, key.start);
    }
    if (key.period != RollingPeriod.MOST) {
      out.writeInt32(TemporaryExposureKey.ROLLING_PERIOD_FIELD_NUMBER, key.period);
    }
    if (key.reportType != 0) {
      out.writeEnum(TemporaryExposureKey.REPORT_TYPE_FIELD_NUMBER, key.reportType);
    }
    if (key.onsetKnown) {
      out.writeSInt32(
          TemporaryExposureKey.DAYS_SINCE_ONSET_OF_SYMPTOMS_FIELD_NUMBER, key.daysSinceOnset);
    }
  }

  /** Every field of a key has a number below 16, and so a tag of one byte. */
  private static int sizeOf(KeyFields key) {
    int size = 1 + CodedOutputStream.computeByteArraySizeNoTag(key.data);
    size += 1 + CodedOutputStream.computeInt32SizeNoTag(key.risk);
    size += key.start == 0 ? 0 : 1 + CodedOutputStream.computeInt32SizeNoTag(key.start);
    size +=
        key.period == RollingPeriod.MOST
            ? 0
            : 1 + CodedOutputStream.computeInt32SizeNoTag(key.period);
    size += key.reportType == 0 ? 0 : 1 + CodedOutputStream.computeEnumSizeNoTag(key.reportType);
    size += key.onsetKnown ? 1 + CodedOutputStream.computeSInt32SizeNoTag(key.daysSinceOnset) : 0;
    return size;
  }
}
