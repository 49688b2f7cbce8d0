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
import org.keyferry.wire.key.KeyView;

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

  /** Takes a key that is shown to it, and keeps nothing of the view. */
  @FunctionalInterface
  public interface KeyViewTarget {
    /** Takes the next key. */
    void add(KeyView key) throws IOException;
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
    var run = new KeyRun(this, from, from + count);
    for (long next = from; next < from + count; next++) {
      (next < firstRevised ? target : revisedTarget).add(SpooledKey.diagnosisKey(run.peek()));
      run.advance();
    }
  }

  /**
   * Shows the same keys as {@link #read} hands over, each of the two lists in the order of export
   * files. All of a list are in memory meanwhile, 24 bytes for each, and up to 48 more if of none
   * the same is said.
   *
   * @param count at most 2²⁶
   */
  public void readForExport(long from, int count, KeyViewTarget target, KeyViewTarget revisedTarget)
      throws IOException {
    int others = Math.clamp(keys - revisedKeys - from, 0, count);
    show(from, others, target);
    show(from + others, count - others, revisedTarget);
  }

  private void show(long from, int count, KeyViewTarget target) throws IOException {
    byte[] arranged = arranged(from, count);
    var view = SpooledKey.view();
    for (int at = 0; at < arranged.length; at += SpooledKey.BYTES) {
      target.add(view.at(arranged, at));
    }
  }

  /** Read twice, and never held in another order: the heap has no room, caches have none either. */
  private byte[] arranged(long from, int count) throws IOException {
    var places = new KeyPlaces();
    inBlocks(from, count, places::count);
    places.arrange();
    byte[] arranged = new byte[count * SpooledKey.BYTES];
    inBlocks(
        from,
        count,
        (block, end) -> {
          for (int at = 0; at < end; at += SpooledKey.BYTES) {
            int to = places.next(block, at) * SpooledKey.BYTES;
            System.arraycopy(block, at, arranged, to, SpooledKey.BYTES);
          }
        });
    return arranged;
  }

  /** Takes spooled keys from the first byte of an array on. */
  private interface BlockTarget {
    void take(byte[] keys, int end);
  }

  private void inBlocks(long from, int count, BlockTarget target) throws IOException {
    byte[] block = new byte[Math.min(KEYS_AT_ONCE, count) * SpooledKey.BYTES];
    for (int next = 0; next < count; next += KEYS_AT_ONCE) {
      int end = Math.min(KEYS_AT_ONCE, count - next) * SpooledKey.BYTES;
      fill(ByteBuffer.wrap(block, 0, end), (from + next) * SpooledKey.BYTES);
      target.take(block, end);
    }
  }

  /**
   * Shows all keys in one order, ascending by their unsigned bytes; where a key was revised in the
   * same batch, the revised one alone.
   */
  public void showInOrder(KeyViewTarget target) throws IOException {
    var first = new KeyRun(this, 0, keys - revisedKeys);
    var revised = new KeyRun(this, keys - revisedKeys, keys);
    while (!first.isOver() || !revised.isOver()) {
      int order = first.compareTo(revised);
      KeyRun next = order < 0 ? first : revised;
      target.add(next.peek());
      next.advance();
      if (order == 0) {
        first.advance();
      }
    }
  }

  /** Hands over the same keys as {@link #showInOrder}. */
  public void readInOrder(KeyTarget target) throws IOException {
    showInOrder(key -> target.add(SpooledKey.diagnosisKey(key)));
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
