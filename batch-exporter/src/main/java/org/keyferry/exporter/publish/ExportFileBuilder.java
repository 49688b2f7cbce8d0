package org.keyferry.exporter.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.WrittenExport;

/**
 * Builds signed export files on disk.
 *
 * <p>in: spooled keys; out: a zip and what was written
 */
final class ExportFileBuilder {
  private final int deflateLevel;

  ExportFileBuilder(int deflateLevel) {
    this.deflateLevel = deflateLevel;
  }

  WrittenExport build(
      Path file,
      BatchSpool spool,
      FileSlice slice,
      ExportHeader header,
      List<? extends ExportSigner> signers)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var export = new ExportWriter(signers, deflateLevel).open(out, header)) {
      int count = Math.toIntExact(slice.count());
      spool.readForExport(slice.from(), count, export::add, export::addRevised);
      return export.finish();
    }
  }
}
