package org.keyferry.processor.chunk;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SliceChunk;
import org.keyferry.wire.key.ExposureKey;

/**
 * Keys in the encoding that {@code SliceChunk.keys} and {@code SealedChunk.keys} have in common, so
 * that a key is encoded once on its way from hold to a sealed batch and copied from then on.
 *
 * <p>Layout: for each key the field's tag, the length as varint, and a {@code BatchKey} whose first
 * field is the 16 key bytes.
 */
public final class EncodedKeys {
  /** No record of a chunk is longer than this, in bytes. */
  public static final int LONGEST_RECORD = 256 * 1024;

  /** What a record needs beside its keys: ids, times, numbers, and lengths. */
  private static final int LONGEST_ENVELOPE = 128;

  static final int FIELD = SealedChunk.KEYS_FIELD_NUMBER;

  static {
    if (SliceChunk.KEYS_FIELD_NUMBER != FIELD) {
      throw new IllegalStateException("slice and sealed chunks number their keys differently");
    }
  }

  private static final int FIRST_CAPACITY = 1024;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size;
  private int count;
  private int firstKeyAt;
  private int lastKeyAt;

  /** Whether a key of the encoded length fits into the record of a chunk. */
  public boolean fits(int batchKeyLength) {
    return size + entryLength(batchKeyLength) + LONGEST_ENVELOPE <= LONGEST_RECORD;
  }

  /** Adds an encoded {@code BatchKey}: the array from the place on, so many bytes. */
  public void add(byte[] array, int from, int length) {
    int entry = entryLength(length);
    grow(entry);
    try {
      var out = CodedOutputStream.newInstance(bytes, size, entry);
      out.writeByteArray(FIELD, array, from, length);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("a key does not fit into the space made for it", e);
    }
    added(entry, entry - length + KeyCursor.KEY_HEADER);
  }

  /** Adds a key. */
  public void add(BatchKey key) {
    byte[] encoded = key.toByteArray();
    add(encoded, 0, encoded.length);
  }

  /** Adds what another run has at its cursor, as it is there. */
  public void addFrom(KeyCursor cursor) {
    grow(cursor.entryLength());
    cursor.copyEntry(bytes, size);
    added(cursor.entryLength(), cursor.keyInEntry());
  }

  private void added(int entryLength, int keyInEntry) {
    lastKeyAt = size + keyInEntry;
    if (count == 0) {
      firstKeyAt = lastKeyAt;
    }
    size += entryLength;
    count++;
  }

  /** Whether the entry at the cursor fits into the record of a chunk. */
  public boolean fits(KeyCursor cursor) {
    return size + cursor.entryLength() + LONGEST_ENVELOPE <= LONGEST_RECORD;
  }

  private static int entryLength(int batchKeyLength) {
    return CodedOutputStream.computeTagSize(FIELD)
        + CodedOutputStream.computeUInt32SizeNoTag(batchKeyLength)
        + batchKeyLength;
  }

  private void grow(int by) {
    if (size + by > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + by, 2 * bytes.length));
    }
  }

  /** How many keys there are. */
  public int count() {
    return count;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The 16 bytes of the first key. */
  public byte[] firstKey() {
    return Arrays.copyOfRange(bytes, firstKeyAt, firstKeyAt + ExposureKey.LENGTH);
  }

  /** The 16 bytes of the key that was added last. */
  public byte[] lastKey() {
    return Arrays.copyOfRange(bytes, lastKeyAt, lastKeyAt + ExposureKey.LENGTH);
  }

  /** Length of the layout in bytes. */
  public int size() {
    return size;
  }

  /** A copy of the layout. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets the keys and keeps the space. */
  public void clear() {
    size = 0;
    count = 0;
  }

  void writeTo(CodedOutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }
}
