package org.keyferry.wire.export;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads export files that anyone wrote, without trusting them: no signature is checked, but
 * everything else is, and all of it within limits.
 *
 * <p>in: {@link ExportFormat}, as a stream, the entries in either order, stored or deflated; out:
 * diagnosis keys, one at a time, and a summary at the end. Nothing that grows with the number of
 * keys is held.
 */
public final class ExportReader {
  private final ExportLimits limits;

  public ExportReader(ExportLimits limits) {
    this.limits = limits;
  }

  /** A reader with the default limits. */
  public ExportReader() {
    this(ExportLimits.DEFAULT);
  }

  /**
   * Reads a whole file.
   *
   * @param zip read to its end, not closed
   * @param name of the file, for errors
   * @param keys takes each key as soon as it is read
   * @throws MalformedExport if it is not an export file, or breaks a limit
   * @throws IOException if the stream fails
   */
  public ExportSummary read(InputStream zip, String name, KeyConsumer keys)
      throws IOException, MalformedExport {
    return readFields(
        zip,
        name,
        new KeyFieldsConsumer() {
          @Override
          public void key(KeyFields key) throws Unreadable {
            keys.key(key.toDiagnosisKey());
          }

          @Override
          public void revisedKey(KeyFields key) throws Unreadable {
            keys.revisedKey(key.toDiagnosisKey());
          }
        });
  }

  ExportSummary readFields(InputStream zip, String name, KeyFieldsConsumer keys)
      throws IOException, MalformedExport {
    return new ReadingExport(zip, limits, keys).read(name);
  }
}
