package org.keyferry.processor.chunk;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keyferry.wire.key.ExposureKey;

/**
 * Walks over {@link EncodedKeys} in an array without making an object of any key. Stands on a key
 * unless it is {@link #atEnd}.
 */
public final class KeyCursor {
  /** Tag and length of the first field of a BatchKey, before the 16 bytes. */
  static final int KEY_HEADER = 2;

  private final byte[] array;
  private final ByteBuffer view;
  private final int from;
  private final CodedInputStream in;
  private int entry;
  private int entryEnd;
  private int key;
  private boolean atEnd;

  /** On the first key of the layout that begins at the place and ends with the array. */
  public KeyCursor(byte[] array, int from) {
    this.array = array;
    this.view = ByteBuffer.wrap(array);
    this.from = from;
    this.in = CodedInputStream.newInstance(array, from, array.length - from);
    advance();
  }

  /** Goes to the next key. */
  public void advance() {
    try {
      entry = from + in.getTotalBytesRead();
      atEnd = in.isAtEnd();
      if (!atEnd) {
        in.readTag();
        int length = in.readRawVarint32();
        key = from + in.getTotalBytesRead() + KEY_HEADER;
        in.skipRawBytes(length);
        entryEnd = from + in.getTotalBytesRead();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stored chunk is torn", e);
    }
  }

  /** Whether there is no further key. */
  public boolean atEnd() {
    return atEnd;
  }

  /** Compares the key to that of the other cursor, as unsigned bytes. */
  public int compareKey(KeyCursor other) {
    int high = Long.compareUnsigned(view.getLong(key), other.view.getLong(other.key));
    return high != 0
        ? high
        : Long.compareUnsigned(
            view.getLong(key + Long.BYTES), other.view.getLong(other.key + Long.BYTES));
  }

  /** Compares the key to these 16 bytes, as unsigned bytes. */
  public int compareKey(byte[] other) {
    return Arrays.compareUnsigned(array, key, key + other.length, other, 0, other.length);
  }

  /** The 16 bytes of the key. */
  public byte[] key() {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    view.get(key, bytes);
    return bytes;
  }

  /** The encoded BatchKey. */
  public byte[] batchKey() {
    byte[] bytes = new byte[entryEnd - (key - KEY_HEADER)];
    view.get(key - KEY_HEADER, bytes);
    return bytes;
  }

  int entryLength() {
    return entryEnd - entry;
  }

  int keyInEntry() {
    return key - entry;
  }

  void copyEntry(byte[] target, int at) {
    System.arraycopy(array, entry, target, at, entryEnd - entry);
  }
}
