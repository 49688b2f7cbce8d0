package org.keyferry.local.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.edi.WrittenEdi;
import org.keyferry.wire.export.ExportFormat;
import org.keyferry.wire.export.ExportSummary;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Region;

/** Takes the keys of an export file and tells what they cost in each format. */
public final class FormatSizes implements KeyConsumer {
  private static final FilterShape FILTER =
      new FilterShape(FilterKind.BINARY_FUSE, 32, ItemKind.PROXIMITY_ID);

  private final TreeMap<ExposureKey, DiagnosisKey> keys = new TreeMap<>();
  private long identifiers;

  @Override
  public void key(DiagnosisKey key) {
    keys.put(key.key(), key);
    identifiers += key.period().intervals();
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    key(key);
  }

  /**
   * The sizes.
   *
   * @param zip the file that the keys are of
   * @param summary what it says of itself
   * @throws IOException if the file, or one beside the temporary ones, can't be used
   */
  public List<FormatSize> of(Path zip, ExportSummary summary) throws IOException {
    long count = summary.keys() + summary.revisedKeys();
    var sizes = new ArrayList<FormatSize>();
    sizes.add(FormatSize.of("key bytes alone", count * ExposureKey.LENGTH, count));
    sizes.add(FormatSize.of("export.bin", exportBytes(zip), count));
    sizes.add(FormatSize.of("export zip", summary.size(), count));
    Path edi = Files.createTempFile("keyferry-inspect", ".edi");
    try {
      sizes.add(FormatSize.of("EDI1", write(edi, summary).size(), count));
      sizes.add(FormatSize.of("EDI1, gzip", gzipped(edi), count));
    } finally {
      Files.delete(edi);
    }
    long filter = FILTER.fileLength(Math.toIntExact(identifiers));
    sizes.add(FormatSize.of("CCF1, identifiers, 32 bits", filter, count));
    return sizes;
  }

  private static long exportBytes(Path zip) throws IOException {
    try (var file = new ZipFile(zip.toFile())) {
      ZipEntry export = file.getEntry(ExportFormat.EXPORT_ENTRY);
      return export.getSize();
    }
  }

  private WrittenEdi write(Path file, ExportSummary summary) throws IOException {
    // The length does not depend on the region, which a foreign file may lack.
    var stamp = BatchStamp.of(0, summary.window(), new Region("ZZ"));
    try (var writer = EdiWriter.create(file, RecordKind.GAEN, stamp)) {
      for (DiagnosisKey key : keys.values()) {
        writer.add(key);
      }
      return writer.finish();
    }
  }

  private static long gzipped(Path file) throws IOException {
    var counted = new CountedOutput();
    try (var gzip = new GZIPOutputStream(counted)) {
      Files.copy(file, gzip);
    }
    return counted.count;
  }

  /** Counts and drops. */
  private static final class CountedOutput extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
