package org.keyferry.wire.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip whose bytes depend on its content alone, and that can be let go of half-written. */
final class ExportZip extends ZipOutputStream {
  /**
   * Entries are equal whenever and wherever they are written. The very first time that a zip can
   * state would not do: Java adds a field that depends on the time zone.
   */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int BUFFER = 32 * 1024;

  ExportZip(OutputStream out, int level) {
    super(out);
    setLevel(level);
    buf = new byte[BUFFER];
  }

  void begin(String name) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    putNextEntry(entry);
  }

  /** Frees native memory; writes nothing and leaves the stream beneath open. */
  void release() {
    def.end();
  }
}
