package org.keyferry.wire.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.ZipEntry;

/**
 * The central directory at the end of a zip (APPNOTE.TXT 4.3.12 and 4.3.16): for each entry a
 * header of 46 bytes, its name and an extra field, then an end record of 22 bytes. No comments, one
 * disk, no zip64.
 */
final class ZipDirectory {
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;

  private final ByteBuffer tail;
  private final int end;
  private final long size;

  /**
   * @param tail the last bytes of the zip
   * @param size bytes of the zip
   */
  ZipDirectory(byte[] tail, long size) {
    this.tail = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    this.end = tail.length - END_SIZE;
    this.size = size;
  }

  /** Checks that it starts there and lists the entries that were read, in their order. */
  void check(long start, Collection<ZipEntry> entries) throws Unreadable {
    require(end >= 0 && tail.getInt(end) == END, "an end record", "none");
    require(tail.getShort(end + 20) == 0, "no comment", "one");
    boolean counts =
        tail.getInt(end + 4) == 0
            && tail.getShort(end + 8) == entries.size()
            && tail.getShort(end + 10) == entries.size();
    require(counts, entries.size() + " entries on one disk", "another number");
    long length = unsigned(end + 12);
    boolean place = unsigned(end + 16) == start && start + length == size - END_SIZE;
    require(place && length <= end, "its place right behind the entries", "another place");
    int at = end - (int) length;
    long lowest = 0;
    for (var entry : entries) {
      require(at + HEADER_SIZE <= end && tail.getInt(at) == HEADER, "a header", "none");
      requireSame(at, entry);
      long offset = unsigned(at + 42);
      // The first entry opens the file; where the other one begins is not known more exactly.
      require(lowest == 0 ? offset == 0 : offset >= lowest && offset < start, "places", "others");
      lowest = offset + 1;
      at += HEADER_SIZE + entry.getName().length() + unsignedShort(at + 30);
    }
    require(at == end, "nothing between its headers and its end", "more bytes");
  }

  /** What it says of an entry is what was read of it. */
  private void requireSame(int at, ZipEntry entry) throws Unreadable {
    var name = new byte[unsignedShort(at + 28)];
    require(at + HEADER_SIZE + name.length <= end, "a whole header", "a cut one");
    tail.get(at + HEADER_SIZE, name);
    boolean same =
        entry.getName().equals(new String(name, StandardCharsets.US_ASCII))
            && (tail.getShort(at + 8) & 1) == 0
            && tail.getShort(at + 10) == entry.getMethod()
            && unsigned(at + 16) == entry.getCrc()
            && unsigned(at + 20) == entry.getCompressedSize()
            && unsigned(at + 24) == entry.getSize()
            && tail.getShort(at + 32) == 0;
    require(same, "name, method, sizes and checksum of " + entry.getName(), "others");
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(tail.getInt(at));
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(tail.getShort(at));
  }

  private static void require(boolean holds, String expected, String actual) throws Unreadable {
    Unreadable.unless(holds, "zip directory", expected, actual);
  }
}
