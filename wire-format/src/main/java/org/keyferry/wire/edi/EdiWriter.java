package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.KeyView;

/**
 * Writes an EDI1 file: the records, and at last the header with their digest, in whose place zeros
 * stand until then. Equal records and stamps give equal bytes. For one thread.
 *
 * <p>in: records of one kind, ascending by their unsigned key bytes; out: a file. Nothing that
 * grows with the number of records is held.
 */
public final class EdiWriter implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private final FileChannel file;
  private final RecordKind kind;
  private final BatchStamp batch;
  private final MessageDigest digest = Sha256.begun();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] last = new byte[0];

  /** The key before the last, whose place is free. */
  private byte[] before = last;

  private long count;
  private long bodyLength;
  private boolean finished;

  private EdiWriter(FileChannel file, RecordKind kind, BatchStamp batch) {
    this.file = file;
    this.kind = kind;
    this.batch = batch;
  }

  /**
   * Begins a file, in place of what is there.
   *
   * @param kind of all records
   * @param batch which batch it is
   */
  public static EdiWriter create(Path file, RecordKind kind, BatchStamp batch) throws IOException {
    var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    var writer = new EdiWriter(channel, kind, batch);
    channel.position(EdiHeader.LENGTH);
    return writer;
  }

  /**
   * Appends a temporary exposure key.
   *
   * @throws IllegalArgumentException as {@link #add(EdiRecord)}
   */
  public void add(DiagnosisKey key) throws IOException {
    add(new GaenRecord(key));
  }

  /**
   * Appends a temporary exposure key.
   *
   * @throws IllegalArgumentException as {@link #add(EdiRecord)}
   */
  public void add(KeyView key) throws IOException {
    GaenRecord.requireDays(key.daysSinceOnset());
    byte[] next = before.length == ExposureKey.LENGTH ? before : new byte[ExposureKey.LENGTH];
    key.copyKey(next, 0);
    begin(RecordKind.GAEN, next);
    RecordBytes.put(key, buffer);
  }

  /**
   * Appends a record.
   *
   * @throws IllegalArgumentException if it is of another kind, or does not lie behind the one
   *     before, or there are too many
   * @throws IllegalStateException when finished
   */
  public void add(EdiRecord record) throws IOException {
    begin(record.kind(), record.key().toByteArray());
    RecordBytes.put(record, buffer);
  }

  /** Makes room for one more, if it may come next. */
  private void begin(RecordKind next, byte[] key) throws IOException {
    requireOpen();
    require(next == kind, "record kind", kind, next);
    if (Arrays.compareUnsigned(last, key) >= 0) {
      require(false, "record " + (count + 1), "a key behind the one before", "one before it");
    }
    require(count < EdiHeader.MOST_RECORDS, "records", "at most " + EdiHeader.MOST_RECORDS, "more");
    before = last;
    last = key;
    count++;
    if (buffer.remaining() < RecordBytes.MOST) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    bodyLength += buffer.remaining();
    digest.update(buffer.array(), 0, buffer.remaining());
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  /**
   * Writes the header and closes the file.
   *
   * @throws IllegalStateException if it is finished already
   */
  public WrittenEdi finish() throws IOException {
    requireOpen();
    finished = true;
    flush();
    var sha256 = ByteString.copyFrom(digest.digest());
    var header = new EdiHeader(kind, batch, count, bodyLength, sha256);
    file.position(0);
    var bytes = ByteBuffer.wrap(header.encode());
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    var written = new WrittenEdi(header, digestOfFile());
    file.close();
    return written;
  }

  private ByteString digestOfFile() throws IOException {
    file.position(0);
    while (file.read(buffer) >= 0) {
      digest.update(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return ByteString.copyFrom(digest.digest());
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
  }

  private static void require(boolean holds, String what, Object expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(
          new Problem(what, "EDI1 writer", String.valueOf(expected), String.valueOf(actual))
              .toString());
    }
  }

  /** Closing without finishing leaves a file that no reader takes. */
  @Override
  public void close() throws IOException {
    finished = true;
    file.close();
  }
}
