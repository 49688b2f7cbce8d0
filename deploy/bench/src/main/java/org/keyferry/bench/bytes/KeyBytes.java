package org.keyferry.bench.bytes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipInputStream;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Region;

/** What the keys of one batch cost in each format, and in the zip with other orders and efforts. */
final class KeyBytes {
  /** The most that one export file can have. */
  static final int MOST_KEYS = 750_000;

  private static final double KILOBYTE = 1_000;
  private static final BatchWindow WINDOW =
      BatchWindow.ofEpochSeconds(1_767_225_600, 1_767_232_800);
  private static final Region REGION = new Region("NL");

  /** What the Corona-Warn-App's zips cost, at the least, with a pandemic's keys in them. */
  private static final double PEERS_ZIP = 17.5;

  private static final double PEERS_ZIP_MOST = 18.5;
  private static final double PEERS_EXPORT_BIN = 34.0;

  /** The guidance of the Exposure Notifications Server: 750,000 keys in 16 MB. */
  private static final double PEERS_GUIDANCE = 16e6 / 750_000;

  /** The order of export files, by definition of what is compared to others here. */
  private static final Comparator<DiagnosisKey> EXPORT_ORDER =
      Comparator.comparing(DiagnosisKey::start)
          .thenComparingInt(key -> key.period().intervals())
          .thenComparingInt(key -> key.risk().level())
          .thenComparing(DiagnosisKey::reportType)
          .thenComparingInt(key -> key.daysSinceOnset().orElse(Integer.MIN_VALUE))
          .thenComparing(DiagnosisKey::key);

  private static final List<String> NOTES =
      List.of(
          "A key is 16 random bytes, so the limit are 62.5 keys in a kilobyte; that keys are a set"
              + " and not a list saves log2(n) - 1.4 bits of each at most, and what is said of them"
              + " adds to it.",
          "Peers: the zips and export.bin of the Corona-Warn-App as measured in 2020, and the"
              + " guidance of the Exposure Notifications Server of 750,000 keys in 16 MB.",
          "Tried: orders of keys and levels of deflate with the writer of the product, strategies"
              + " on its export.bin.");

  private final int count;
  private final SaidOfKeys said;
  private final Path directory;
  private final List<DiagnosisKey> keys = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  KeyBytes(int count, SaidOfKeys said, Path directory) {
    this.count = count;
    this.said = said;
    this.directory = directory;
    var madeUp = new MadeUpKeys(count, WINDOW.start());
    for (int i = 0; i < count; i++) {
      keys.add(said.of(madeUp.key(i)));
    }
  }

  Comparison comparison() throws IOException {
    double zip = perKey(zipped(EXPORT_ORDER, ExportWriter.DEFAULT_LEVEL).size());
    formats(zip);
    peers();
    tried();
    return new Comparison(
        "bytes",
        String.format(Locale.ROOT, "zip of %,d keys, %s", count, said.inWords()),
        Figure.of("keys in a kilobyte", "1/kB", KILOBYTE / zip),
        Figure.of("key bytes alone", "1/kB", KILOBYTE / ExposureKey.LENGTH),
        Target.share(ExposureKey.LENGTH / PEERS_ZIP),
        figures,
        NOTES);
  }

  private void formats(double zip) throws IOException {
    add("zip", zip);
    add("export.bin", perKey(exportBin().length));
    Path edi = directory.resolve("keys.edi");
    keys.sort(Comparator.comparing(DiagnosisKey::key));
    try (var writer = EdiWriter.create(edi, RecordKind.GAEN, BatchStamp.of(1, WINDOW, REGION))) {
      for (DiagnosisKey key : keys) {
        writer.add(key);
      }
      add("EDI1", perKey(writer.finish().size()));
    }
    var gzipped = new CountedOutput();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      Files.copy(edi, gzip);
    }
    Files.delete(edi);
    add("EDI1, gzip", perKey(gzipped.count()));
    var filter = new FilterShape(FilterKind.BINARY_FUSE, 32, ItemKind.PROXIMITY_ID);
    int identifiers = keys.stream().mapToInt(key -> key.period().intervals()).sum();
    add("CCF1, identifiers, 32 bits", perKey(filter.fileLength(identifiers)));
  }

  private void peers() {
    add("peers' zip, least", PEERS_ZIP);
    add("peers' zip, most", PEERS_ZIP_MOST);
    add("peers' export.bin", PEERS_EXPORT_BIN);
    add("peers' guidance", PEERS_GUIDANCE);
  }

  private void tried() throws IOException {
    for (int level : List.of(1, 6, 9)) {
      add("tried: key order, level " + level, perKey(zipped(byKey(), level).size()));
      add("tried: export order, level " + level, perKey(zipped(EXPORT_ORDER, level).size()));
    }
    byte[] exportBin = exportBin();
    add("tried: huffman only", perKey(deflated(exportBin, Deflater.HUFFMAN_ONLY)));
    add("tried: filtered", perKey(deflated(exportBin, Deflater.FILTERED)));
  }

  private static Comparator<DiagnosisKey> byKey() {
    return Comparator.comparing(DiagnosisKey::key);
  }

  private byte[] exportBin() throws IOException {
    var zip = zipped(EXPORT_ORDER, ExportWriter.DEFAULT_LEVEL);
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
      in.getNextEntry();
      return in.readAllBytes();
    }
  }

  private ByteArrayOutputStream zipped(Comparator<DiagnosisKey> order, int level)
      throws IOException {
    keys.sort(order);
    var zip = new ByteArrayOutputStream();
    var writer = new ExportWriter(List.of(new ConstantSigner()), level);
    try (var export = writer.open(zip, ExportHeader.single(WINDOW, REGION))) {
      for (DiagnosisKey key : keys) {
        export.add(key);
      }
      export.finish();
    }
    return zip;
  }

  private static long deflated(byte[] bytes, int strategy) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setStrategy(strategy);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      deflater.deflate(buffer);
    }
    long size = deflater.getBytesWritten();
    deflater.end();
    return size;
  }

  private double perKey(long bytes) {
    return (double) bytes / count;
  }

  private void add(String name, double bytesPerKey) {
    figures.add(Figure.of(name, "bytes/key", bytesPerKey));
  }

  /** Signs with bytes of the usual length, which nobody verifies. */
  private record ConstantSigner() implements ExportSigner {
    private static final int LENGTH = 71;

    @Override
    public SigningKeyId keyId() {
      return new SigningKeyId("204", "v1");
    }

    @Override
    public byte[] sign(byte[] sha256) {
      return new byte[LENGTH];
    }
  }
}
