package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.keyferry.wire.Problem;

/** The reading of one file: takes the zip apart and says where it is when something is wrong. */
final class ReadingExport {
  private static final int MOST_SIGNATURE_BYTES = 16 * 1024;

  private final ZipSource source;
  private final ExportLimits limits;
  private final KeyFieldsConsumer keys;
  private String entry = "";
  private BodyDecoder body;
  private ByteString exportSha256;
  private SignatureList signatures;

  ReadingExport(InputStream zip, ExportLimits limits, KeyFieldsConsumer keys) {
    this.source = new ZipSource(zip);
    this.limits = limits;
    this.keys = keys;
  }

  ExportSummary read(String name) throws IOException, MalformedExport {
    try {
      return read();
    } catch (Unreadable e) {
      throw malformed(name, e.what(), e.expected(), e.actual());
    } catch (InvalidProtocolBufferException e) {
      throw malformed(name, "protobuf message", "a whole one", e.getMessage());
    } catch (ZipException e) {
      throw malformed(name, "zip", "a whole one", e.getMessage());
    } catch (EOFException e) {
      throw malformed(name, "zip", "a whole one", "an early end");
    }
  }

  private MalformedExport malformed(String name, String what, String expected, String actual) {
    boolean inKeys = body != null && exportSha256 == null && body.keysBegun() > 0;
    String key = inKeys ? ", at key " + body.keysBegun() : "";
    String where = entry.isEmpty() ? name : name + "!" + entry + key;
    return new MalformedExport(new Problem(what, where, expected, actual));
  }

  private ExportSummary read() throws IOException {
    var zip = new StrictZip(source);
    try {
      for (int i = 0; i < 2; i++) {
        entry = zip.next();
        readEntry(zip);
        entry = "";
      }
      zip.finish();
    } finally {
      zip.release();
    }
    var joined = signatures.over(exportSha256, body.signedBy());
    return body.summary(exportSha256, source, joined);
  }

  private void readEntry(StrictZip zip) throws IOException {
    if (entry.equals(ExportFormat.SIGNATURE_ENTRY)) {
      var bytes = zip.bytes(MOST_SIGNATURE_BYTES, limits.mostInflation());
      signatures = SignatureList.parse(bytes.readAllBytes());
      return;
    }
    var bytes = zip.bytes(limits.mostExportBytes(), limits.mostInflation());
    body = new BodyDecoder(bytes, keys, limits.mostKeys());
    body.decode();
    exportSha256 = bytes.sha256();
  }
}
