package org.keyferry.wire.export;

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
}
