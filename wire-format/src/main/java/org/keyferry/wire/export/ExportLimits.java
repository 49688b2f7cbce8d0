package org.keyferry.wire.export;

import org.keyferry.wire.Problem;

/**
 * What a reader takes at most, so that no file can exhaust it.
 *
 * @param mostExportBytes of {@code export.bin}, inflated
 * @param mostKeys keys and revised keys together
 * @param mostInflation how many bytes one byte of the zip may become; real keys make less than 2
 */
public record ExportLimits(int mostExportBytes, long mostKeys, int mostInflation) {
  /** 64 MiB, 2,000,000 keys, 100. The largest known files have 750,000 keys in 16 MB. */
  public static final ExportLimits DEFAULT = new ExportLimits(64 << 20, 2_000_000, 100);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public ExportLimits {
    if (mostExportBytes < 1 || mostKeys < 1 || mostInflation < 1) {
      throw new IllegalArgumentException(
          new Problem("limits", "export reader", "1 or more", "less").toString());
    }
  }
}
