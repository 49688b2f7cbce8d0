package org.keyferry.wire.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the two entries of an export file in whichever order they come, and then makes sure that
 * the zip's directory says the same and that nothing lies around it. A plain {@link ZipInputStream}
 * never looks at the directory, which is where phones look first.
 */
final class StrictZip extends ZipInputStream {
  private static final int BUFFER = 16 * 1024;
  private static final int LOCAL_HEADER = 30;

  private final ZipSource source;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  StrictZip(ZipSource source) {
    super(InputStream.nullInputStream(), StandardCharsets.US_ASCII);
    // The superclass inflates 512 bytes at a time and can unread no more.
    this.in = new PushbackInputStream(new BufferedInputStream(source, BUFFER), BUFFER);
    this.buf = new byte[BUFFER];
    this.source = source;
  }

  /** Moves to the next entry and returns its name. */
  String next() throws IOException {
    ZipEntry entry;
    try {
      entry = getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new Unreadable("entry name", "ASCII", "other bytes");
    }
    String expected = ExportFormat.EXPORT_ENTRY + " and " + ExportFormat.SIGNATURE_ENTRY;
    Unreadable.unless(entry != null, "zip", expected, entries.size() + " whole entries");
    String name = entry.getName();
    boolean known =
        name.equals(ExportFormat.EXPORT_ENTRY) || name.equals(ExportFormat.SIGNATURE_ENTRY);
    Unreadable.unless(known, "entry", expected, "an entry of another name");
    Unreadable.unless(!entries.containsKey(name), "entry", expected, name + " twice");
    entries.put(name, entry);
    return name;
  }

  /** The rest of the entry, as a stream that stops at the limits. */
  EntryInput bytes(int most, int mostInflation) {
    return new EntryInput(this, most, mostInflation, source::count);
  }

  /** Reads to the end and checks that it is the directory of exactly the entries read. */
  void finish() throws IOException {
    Unreadable.unless(getNextEntry() == null, "zip", "two entries", "more");
    int rest = in.readNBytes(ZipSource.TAIL).length;
    Unreadable.unless(in.read() < 0, "zip", "its end after the directory", "more bytes");
    // Looking for a third entry took the first bytes of the directory.
    long directoryStart = source.count() - rest - LOCAL_HEADER;
    new ZipDirectory(source.tail(), source.count()).check(directoryStart, entries.values());
  }

  /** Frees native memory; the stream beneath stays open. */
  void release() {
    inf.end();
  }
}
