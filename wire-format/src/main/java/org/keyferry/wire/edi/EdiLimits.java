package org.keyferry.wire.edi;

import org.keyferry.wire.Problem;

/**
 * What a reader takes at most, so that no file can exhaust it or whoever takes its records.
 *
 * @param mostRecords in a file
 * @param mostBodyBytes behind the header
 */
public record EdiLimits(long mostRecords, long mostBodyBytes) {
  /** 16,777,216 records, 512 MiB: six times a pandemic's fortnight of 2.8 million keys. */
  public static final EdiLimits DEFAULT = new EdiLimits(1 << 24, 512L << 20);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public EdiLimits {
    if (mostRecords < 1 || mostBodyBytes < 1) {
      throw new IllegalArgumentException(
          new Problem("limits", "EDI1 reader", "1 or more", "less").toString());
    }
  }
}
