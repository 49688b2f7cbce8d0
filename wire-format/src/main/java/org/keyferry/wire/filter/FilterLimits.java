package org.keyferry.wire.filter;

import org.keyferry.wire.Problem;

/**
 * What a reader takes at most: filters are held in memory.
 *
 * @param mostBodyBytes behind the header, at most 2³¹−1
 */
public record FilterLimits(int mostBodyBytes) {
  /** 512 MiB: 96 million items of 32 bits in a binary fuse filter are 432 MB. */
  public static final FilterLimits DEFAULT = new FilterLimits(512 << 20);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public FilterLimits {
    if (mostBodyBytes < 1) {
      throw new IllegalArgumentException(
          new Problem("limits", "CCF1 reader", "1 or more", "less").toString());
    }
  }
}
