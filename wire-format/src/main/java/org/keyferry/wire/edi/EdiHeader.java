package org.keyferry.wire.edi;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;

/**
 * The first 96 bytes of an EDI1 file.
 *
 * @param kind of all records
 * @param batch of which batch
 * @param recordCount how many records, 0 to 2³²−1
 * @param bodyLength bytes behind the header
 * @param bodySha256 SHA-256 of the bytes behind the header
 */
public record EdiHeader(
    RecordKind kind, BatchStamp batch, long recordCount, long bodyLength, ByteString bodySha256) {
  /** Bytes of a header. */
  public static final int LENGTH = 96;

  /** Media type of EDI1 files. */
  public static final String MEDIA_TYPE = "application/vnd.en.edi";

  static final long MOST_RECORDS = 0xffff_ffffL;

  /** "EDI1", little-endian. */
  private static final int MAGIC = 0x3149_4445;

  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int CHECKED = LENGTH - Integer.BYTES;

  public EdiHeader {
    requireNonNull(kind);
    requireNonNull(batch);
    requireNonNull(bodySha256);
  }

  /** Bytes of the whole file. */
  public long fileLength() {
    return LENGTH + bodyLength;
  }

  /** Whether the bytes begin as an EDI1 file does. */
  public static boolean isBegunBy(ByteString bytes) {
    return bytes.startsWith(ByteString.copyFromUtf8("EDI1"));
  }

  byte[] encode() {
    var out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) VERSION).put((byte) kind.code());
    out.putShort((short) kind.size()).putShort((short) LENGTH).putShort((short) batch.flagBits());
    out.putInt((int) recordCount).putLong(batch.sequence());
    out.putLong(batch.window().start().getEpochSecond());
    out.putLong(batch.window().end().getEpochSecond());
    out.put(batch.regionBytes()).putLong(bodyLength).put(bodySha256.toByteArray());
    out.putShort((short) batch.prefixBits()).putShort((short) 0);
    out.putInt(checksum(out.array()));
    return out.array();
  }

  private static int checksum(byte[] header) {
    var checksum = new CRC32C();
    checksum.update(header, 0, CHECKED);
    return (int) checksum.getValue();
  }

  /**
   * Reads a header; of the body nothing is known yet.
   *
   * @param bytes at most 96 of a file, fewer if it ends before
   * @param name of the file, for errors
   * @throws MalformedEdi if these are not the first bytes of an EDI1 file
   */
  public static EdiHeader parse(byte[] bytes, String name) throws MalformedEdi {
    var check = new EdiCheck(name, "header");
    check.that(bytes.length >= LENGTH, "length", LENGTH + " bytes", bytes.length + " bytes");
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    check.that(in.getInt() == MAGIC, "magic", "\"EDI1\"", "other bytes");
    int version = in.get() & 0xff;
    check.that(version == VERSION, "version", String.valueOf(VERSION), version);
    check.that(
        in.getInt(CHECKED) == checksum(bytes), "checksum", "CRC-32C of bytes 0 to 91", "another");
    int code = in.get() & 0xff;
    var kind = RecordKind.of(code).orElse(null);
    check.that(kind != null, "record kind", "1 to 4", code);
    int size = in.getShort() & 0xffff;
    check.that(size == kind.size(), "record size", kind.size() + " bytes", size + " bytes");
    int length = in.getShort() & 0xffff;
    check.that(length == LENGTH, "header length", LENGTH + " bytes", length + " bytes");
    return fields(in, kind, check);
  }

  private static EdiHeader fields(ByteBuffer in, RecordKind kind, EdiCheck check)
      throws MalformedEdi {
    int flags = in.getShort() & 0xffff;
    long count = Integer.toUnsignedLong(in.getInt());
    long sequence = in.getLong();
    long[] times = {in.getLong(), in.getLong()};
    byte[] region = new byte[BatchStamp.REGION_BYTES];
    in.get(region);
    long bodyLength = in.getLong();
    byte[] digest = new byte[DIGEST];
    in.get(digest);
    int prefixBits = in.getShort() & 0xffff;
    check.that(in.getShort() == 0, "reserved bytes", "0", "others");
    boolean right =
        kind.size() == 0
            ? bodyLength >= count * (Short.BYTES + TcnRecord.LEAST_LENGTH)
                && bodyLength <= count * (Short.BYTES + TcnRecord.MOST_LENGTH)
            : bodyLength == count * kind.size();
    check.that(right, "body length", "that of " + count + " records", bodyLength + " bytes");
    try {
      var batch = BatchStamp.ofFields(flags, sequence, times, region, prefixBits);
      return new EdiHeader(kind, batch, count, bodyLength, ByteString.copyFrom(digest));
    } catch (InvalidKey e) {
      throw check.malformed(e.problem());
    }
  }

  void requireWithin(EdiLimits limits, String name) throws MalformedEdi {
    var check = new EdiCheck(name, "header");
    check.that(
        recordCount <= limits.mostRecords(),
        "records",
        "at most " + limits.mostRecords(),
        recordCount);
    check.that(
        bodyLength <= limits.mostBodyBytes(),
        "body length",
        "at most " + limits.mostBodyBytes() + " bytes",
        bodyLength + " bytes");
  }

  /** Says where in a file a problem is. */
  record EdiCheck(String file, String part) {
    void that(boolean holds, String what, String expected, Object actual) throws MalformedEdi {
      if (!holds) {
        throw malformed(new Problem(what, file, expected, String.valueOf(actual)));
      }
    }

    MalformedEdi malformed(Problem problem) {
      return new MalformedEdi(
          new Problem(
              problem.what(), file + "!" + part, problem.expected(), problem.actual()));
    }
  }
}
