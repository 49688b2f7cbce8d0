package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.InvalidKey;

/** The reading of the body of one file. */
final class ReadingEdi {
  private static final int BUFFER = 64 * 1024;
  private static final Comparator<ByteString> ORDER =
      ByteString.unsignedLexicographicalComparator();

  private final MessageDigest digest = Sha256.begun();
  private final InputStream in;
  private final String name;
  private final EdiHeader header;
  private final ByteBuffer record =
      ByteBuffer.allocate(RecordBytes.MOST).order(ByteOrder.LITTLE_ENDIAN);
  private ByteString last;
  private long number;
  private long left;

  ReadingEdi(InputStream in, String name, EdiHeader header) {
    this.in = new DigestInputStream(new BufferedInputStream(in, BUFFER), digest);
    this.name = name;
    this.header = header;
    this.left = header.bodyLength();
  }

  void read(EdiRecordConsumer records) throws IOException, MalformedEdi {
    for (number = 1; number <= header.recordCount(); number++) {
      records.record(next());
    }
    require(left == 0, "body length", "that of its records", left + " bytes more");
    var sha256 = ByteString.copyFrom(digest.digest());
    require(sha256.equals(header.bodySha256()), "digest", "SHA-256 of the body", "another");
    require(in.read() < 0, "file", "its end behind the records", "more bytes");
  }

  private EdiRecord next() throws IOException, MalformedEdi {
    fill(header.kind().size() == 0 ? length() : header.kind().size());
    EdiRecord read;
    try {
      read = RecordBytes.take(header.kind(), record);
    } catch (InvalidKey e) {
      throw malformed(e.problem());
    }
    boolean ascends = last == null || ORDER.compare(last, read.key()) < 0;
    require(
        ascends,
        "order of keys",
        "each behind the one before",
        last != null && last.equals(read.key()) ? "the same key twice" : "one before it");
    last = read.key();
    return read;
  }

  private int length() throws IOException, MalformedEdi {
    fill(Short.BYTES);
    int length = record.getShort() & 0xffff;
    require(
        length >= TcnRecord.LEAST_LENGTH && length <= TcnRecord.MOST_LENGTH,
        "report length",
        TcnRecord.LEAST_LENGTH + " to " + TcnRecord.MOST_LENGTH + " bytes",
        length + " bytes");
    return length;
  }

  private void fill(int length) throws IOException, MalformedEdi {
    require(length <= left, "body length", "room for whole records", "a cut one");
    int read = in.readNBytes(record.array(), 0, length);
    require(read == length, "file", "whole records", "an early end");
    left -= length;
    record.clear().limit(length);
  }

  private void require(boolean holds, String what, String expected, String actual)
      throws MalformedEdi {
    if (!holds) {
      throw malformed(new Problem(what, name, expected, actual));
    }
  }

  private MalformedEdi malformed(Problem problem) {
    String where = number > header.recordCount() ? name : name + ", at record " + number;
    return new MalformedEdi(
        new Problem(problem.what(), where, problem.expected(), problem.actual()));
  }
}
