package org.keyferry.local.inspect;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportSummary;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.filter.FilterReader;
import org.keyferry.wire.filter.MalformedFilter;
import org.keyferry.wire.key.DiagnosisKey;

/** Reads files of each format for inspection. */
public final class DistributionFiles {
  private static final int FIRST_BYTES = 4;

  private DistributionFiles() {}

  /** The first four bytes, which tell formats apart. */
  public static ByteString firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteString.copyFrom(in.readNBytes(FIRST_BYTES));
    }
  }

  /** An export file. */
  public static ExportInspection export(Path file, boolean withKeys)
      throws IOException, MalformedExport {
    var keys = new InspectedKeys(withKeys);
    var sizes = new FormatSizes();
    ExportSummary summary;
    try (InputStream zip = Files.newInputStream(file)) {
      summary = new ExportReader().read(zip, file.toString(), new Both(keys, sizes));
    }
    return ExportInspection.of(summary, sizes.of(file, summary), keys.all());
  }

  /** An EDI1 file. */
  public static EdiInspection edi(Path file, boolean withKeys) throws IOException, MalformedEdi {
    List<InspectedRecord> records = withKeys ? new ArrayList<>() : null;
    MessageDigest digest = Sha256.begun();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var header =
          new EdiReader()
              .read(
                  in,
                  file.toString(),
                  each -> {
                    if (records != null) {
                      records.add(InspectedRecord.of(each));
                    }
                  });
      return EdiInspection.of(header, ByteString.copyFrom(digest.digest()), records);
    }
  }

  /** A CCF1 file. */
  public static FilterInspection filter(Path file) throws IOException, MalformedFilter {
    MessageDigest digest = Sha256.begun();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var filter = new FilterReader().read(in, file.toString());
      return FilterInspection.of(filter.header(), ByteString.copyFrom(digest.digest()));
    }
  }

  /** Gives each key to both. */
  private record Both(KeyConsumer first, KeyConsumer second) implements KeyConsumer {
    @Override
    public void key(DiagnosisKey key) {
      first.key(key);
      second.key(key);
    }

    @Override
    public void revisedKey(DiagnosisKey key) {
      first.revisedKey(key);
      second.revisedKey(key);
    }
  }
}
