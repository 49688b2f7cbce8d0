package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.InvalidKey;

/** The reading of the body of one file. */
final class ReadingEdi {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest digest = Sha256.begun();
  private final InputStream in;
  private final String name;
  private final EdiHeader header;

  /** What was read of the body and not yet taken. */
  private final ByteBuffer block =
      ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  private byte[] last = new byte[0];
  private byte[] before = last;
  private long number;

  /** Bytes of the body behind those that were taken. */
  private long left;

  ReadingEdi(InputStream in, String name, EdiHeader header) {
    this.in = in;
    this.name = name;
    this.header = header;
    this.left = header.bodyLength();
  }

  void read(EdiRecordConsumer records) throws IOException, MalformedEdi {
    for (var record = nextOrEnd(); record.isPresent(); record = nextOrEnd()) {
      records.record(record.get());
    }
  }

  /** The next record; empty behind the last one, when everything has been checked. */
  Optional<EdiRecord> nextOrEnd() throws IOException, MalformedEdi {
    number++;
    if (number <= header.recordCount()) {
      return Optional.of(next());
    }
    require(left == 0, "body length", "that of its records", left + " bytes more");
    var sha256 = ByteString.copyFrom(digest.digest());
    require(sha256.equals(header.bodySha256()), "digest", "SHA-256 of the body", "another");
    require(in.read() < 0, "file", "its end behind the records", "more bytes");
    return Optional.empty();
  }

  private EdiRecord next() throws IOException, MalformedEdi {
    int length = header.kind().size() == 0 ? length() : header.kind().size();
    fill(length);
    int at = block.position();
    EdiRecord read = taken(length);
    int keySize = header.kind().keySize(length);
    byte[] key = before.length == keySize ? before : new byte[keySize];
    block.get(at, key);
    int order = Arrays.compareUnsigned(last, key);
    if (order >= 0) {
      String actual = order == 0 ? "the same key twice" : "one before it";
      require(false, "order of keys", "each behind the one before", actual);
    }
    before = last;
    last = key;
    return read;
  }

  private EdiRecord taken(int length) throws MalformedEdi {
    int limit = block.limit();
    try {
      return RecordBytes.take(header.kind(), block.limit(block.position() + length));
    } catch (InvalidKey e) {
      throw malformed(e.problem());
    } finally {
      block.limit(limit);
      left -= length;
    }
  }

  private int length() throws IOException, MalformedEdi {
    fill(Short.BYTES);
    int length = block.getShort() & 0xffff;
    left -= Short.BYTES;
    require(
        length >= TcnRecord.LEAST_LENGTH && length <= TcnRecord.MOST_LENGTH,
        "report length",
        TcnRecord.LEAST_LENGTH + " to " + TcnRecord.MOST_LENGTH + " bytes",
        length + " bytes");
    return length;
  }

  /** Has so many bytes in the block; never any from behind the body, which nobody hashed. */
  private void fill(int length) throws IOException, MalformedEdi {
    require(length <= left, "body length", "room for whole records", "a cut one");
    if (block.remaining() >= length) {
      return;
    }
    block.compact();
    int most = (int) Math.min(block.remaining(), left - block.position());
    int wanted = length - block.position();
    while (wanted > 0) {
      int read = in.read(block.array(), block.position(), most);
      require(read >= 0, "file", "whole records", "an early end");
      digest.update(block.array(), block.position(), read);
      block.position(block.position() + read);
      most -= read;
      wanted -= read;
    }
    block.flip();
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
