package org.keyferry.exporter.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * The keys of one batch in a file, revised ones last, one {@link SpooledKey} after another. One
 * thread appends; any number may read what was appended.
 */
public final class BatchSpool implements AutoCloseable {
  static final int KEYS_AT_ONCE = 4096;

  private final Path file;
  private final FileChannel channel;
  private long keys;
  private long revisedKeys;

  BatchSpool(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Takes a key while a slice is read. */
  @FunctionalInterface
  public interface KeyTarget {
    /** Takes the next key. */
    void add(DiagnosisKey key) throws IOException;
  }

  /**
   * Appends keys. After a failure nothing is appended, and it may be tried again.
   *
   * @param more spooled keys from position to limit; not changed
   * @param revised whether they are revised ones, as all that follow
   */
  public void append(ByteBuffer more, boolean revised) throws IOException {
    ByteBuffer rest = more.duplicate();
    long at = keys * SpooledKey.BYTES;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
    long added = more.remaining() / SpooledKey.BYTES;
    keys += added;
    revisedKeys += revised ? added : 0;
  }

  /** How many of the keys are revised ones: the last. */
  public long revisedKeys() {
    return revisedKeys;
  }

  /** How many keys were appended. */
  public long keys() {
    return keys;
  }

  /** Hands over so many keys from the given one on, in order, revised ones to the second target. */
  public void read(long from, long count, KeyTarget target, KeyTarget revisedTarget)
      throws IOException {
    long firstRevised = keys - revisedKeys;
    var buffer = ByteBuffer.allocate(KEYS_AT_ONCE * SpooledKey.BYTES);
    long next = from;
    while (next < from + count) {
      int some = (int) Math.min(KEYS_AT_ONCE, from + count - next);
      fill(buffer.clear().limit(some * SpooledKey.BYTES), next * SpooledKey.BYTES);
      while (buffer.hasRemaining()) {
        (next < firstRevised ? target : revisedTarget).add(SpooledKey.next(buffer));
        next++;
      }
    }
  }

  /**
   * Hands over all keys in one order, ascending by their unsigned bytes; where a key was revised in
   * the same batch, the revised one alone.
   */
  public void readInOrder(KeyTarget target) throws IOException {
    var first = new KeyRun(this, 0, keys - revisedKeys);
    var revised = new KeyRun(this, keys - revisedKeys, keys);
    while (!first.isOver() || !revised.isOver()) {
      int order = first.compareTo(revised);
      DiagnosisKey next = order < 0 ? first.next() : revised.next();
      if (order == 0) {
        first.next();
      }
      target.add(next);
    }
  }

  /**
   * Appends all keys for which the condition holds to another spool.
   *
   * @param wanted is given the 16 bytes of each key
   */
  public void copyTo(BatchSpool other, Predicate<byte[]> wanted) throws IOException {
    var buffer = ByteBuffer.allocate(SpooledKey.BYTES);
    byte[] key = new byte[ExposureKey.LENGTH];
    for (long next = 0; next < keys; next++) {
      fill(buffer.clear(), next * SpooledKey.BYTES);
      buffer.get(0, key);
      if (wanted.test(key)) {
        other.append(buffer, next >= keys - revisedKeys);
      }
    }
  }

  void fill(ByteBuffer buffer, long from) throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the spool file " + file + " ends at byte " + at);
      }
      at += read;
    }
    buffer.flip();
  }

  /** Removes the keys from the disk. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
