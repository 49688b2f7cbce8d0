package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Decodes {@code export.bin} field by field, in whatever order the fields come. Unknown fields are
 * skipped, as phones do; a known one of another wire type, or twice, is refused.
 */
final class BodyDecoder {
  private static final int BUFFER = 32 * 1024;
  private static final int LONGEST_REGION = 64;
  private static final int LONGEST_INFO = 512;
  private static final int LARGEST_BATCH = 1_000_000;
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** 9999-12-31T23:59:59Z. */
  private static final long LATEST = 253_402_300_799L;

  private final CodedInputStream in;
  private final KeyFieldsConsumer consumer;
  private final long mostKeys;
  private final Fields fields;
  private final KeyDecoder key;
  private final List<SigningKeyId> signedBy = new ArrayList<>();
  private long start;
  private long end;
  private String region = "";
  private int batchNumber = 1;
  private int batchSize = 1;
  private long keys;
  private long revisedKeys;

  /**
   * @param in the bytes, which end by themselves before 2³¹
   */
  BodyDecoder(InputStream in, KeyFieldsConsumer consumer, long mostKeys) {
    this.in = CodedInputStream.newInstance(in, BUFFER);
    this.consumer = consumer;
    this.mostKeys = mostKeys;
    this.fields = new Fields(this.in);
    this.key = new KeyDecoder(this.in);
  }

  void decode() throws IOException {
    var header = ByteString.copyFrom(in.readRawBytes(ExportFormat.HEADER.size()));
    boolean right = header.equals(ExportFormat.HEADER);
    Unreadable.unless(right, "header", "\"EK Export v1    \"", "other bytes");
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field(tag);
    }
    Unreadable.unless(
        start >= 0 && start < end && end <= LATEST,
        "timestamps",
        "start before end, in seconds since the epoch",
        start + " and " + end);
    checkBatch();
  }

  private void field(int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case TemporaryExposureKeyExport.KEYS_FIELD_NUMBER -> consumer.key(nextKey(tag));
      case TemporaryExposureKeyExport.REVISED_KEYS_FIELD_NUMBER -> {
        consumer.revisedKey(nextKey(tag));
        revisedKeys++;
      }
      case TemporaryExposureKeyExport.SIGNATURE_INFOS_FIELD_NUMBER -> {
        fields.requireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        signedBy.add(SignatureList.keyId(fields.content("signature info", LONGEST_INFO)));
        int most = ExportFormat.MOST_SIGNATURES;
        Unreadable.unless(signedBy.size() <= most, "signature infos", "at most " + most, "more");
      }
      case TemporaryExposureKeyExport.START_TIMESTAMP_FIELD_NUMBER -> start = fields.fixed64(tag);
      case TemporaryExposureKeyExport.END_TIMESTAMP_FIELD_NUMBER -> end = fields.fixed64(tag);
      case TemporaryExposureKeyExport.REGION_FIELD_NUMBER -> region = region(tag);
      case TemporaryExposureKeyExport.BATCH_NUM_FIELD_NUMBER -> batchNumber = fields.int32(tag);
      case TemporaryExposureKeyExport.BATCH_SIZE_FIELD_NUMBER -> batchSize = fields.int32(tag);
      default -> fields.skip(tag);
    }
  }

  private KeyFields nextKey(int tag) throws IOException {
    fields.requireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    if (++keys > mostKeys) {
      throw new Unreadable("keys", "at most " + mostKeys, "more");
    }
    return key.next();
  }

  private String region(int tag) throws IOException {
    byte[] bytes = fields.bytes(tag, "region", LONGEST_REGION);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // Regions are shown on terminals and in logs.
    Unreadable.unless(PRINTABLE.matcher(text).matches(), "region", "printable ASCII", "others");
    return text;
  }

  /** Phones take a number without a size, and never a size without a number. */
  private void checkBatch() throws Unreadable {
    boolean sized = fields.has(TemporaryExposureKeyExport.BATCH_SIZE_FIELD_NUMBER);
    boolean numbered = fields.has(TemporaryExposureKeyExport.BATCH_NUM_FIELD_NUMBER);
    batchSize = sized ? batchSize : batchNumber;
    Unreadable.unless(
        (numbered || !sized)
            && batchNumber >= 1
            && batchNumber <= batchSize
            && batchSize <= LARGEST_BATCH,
        "batch",
        "a number from 1 to the size, and that at most " + LARGEST_BATCH,
        (numbered ? batchNumber : "none") + " of " + (sized ? batchSize : "none"));
  }

  /** How many keys were begun, revised ones too. */
  long keysBegun() {
    return keys;
  }

  List<SigningKeyId> signedBy() {
    return signedBy;
  }

  /** What was decoded, with what the reader knows of the zip. */
  ExportSummary summary(ByteString exportSha256, ZipSource zip, List<StoredSignature> signatures) {
    return new ExportSummary(
        BatchWindow.ofEpochSeconds(start, end),
        region,
        batchNumber,
        batchSize,
        keys - revisedKeys,
        revisedKeys,
        exportSha256,
        zip.sha256(),
        zip.count(),
        signatures);
  }
}
