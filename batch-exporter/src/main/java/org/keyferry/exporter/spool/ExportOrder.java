package org.keyferry.exporter.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The order in which keys lie in export files: by what is said of them, which {@link SpooledKey}
 * has in its last eight bytes, and then as they are spooled, by their bytes.
 */
final class ExportOrder {
  private static final int SAID = SpooledKey.BYTES - Long.BYTES;

  /** Days since onset are signed; the others are not. */
  private static final long ONSET_SIGN = 0x80;

  private ExportOrder() {}

  /**
   * The indices of all keys in the order of export files.
   *
   * @param keys spooled keys from 0 to the limit, ascending by their bytes; not changed
   */
  static int[] of(ByteBuffer keys) {
    long[] said = new long[keys.limit() / SpooledKey.BYTES];
    for (int i = 0; i < said.length; i++) {
      said[i] = keys.getLong(i * SpooledKey.BYTES + SAID) ^ ONSET_SIGN;
    }
    long[] different = different(said);
    int[] next = new int[different.length + 1];
    int[] groups = new int[said.length];
    for (int i = 0; i < said.length; i++) {
      groups[i] = Arrays.binarySearch(different, said[i]);
      next[groups[i] + 1]++;
    }
    for (int group = 1; group < next.length; group++) {
      next[group] += next[group - 1];
    }
    int[] order = new int[said.length];
    for (int i = 0; i < said.length; i++) {
      order[next[groups[i]]++] = i;
    }
    return order;
  }

  /** Starts are positive, so that signed order is the order of files. */
  private static long[] different(long[] said) {
    long[] sorted = said.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[count - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }
}
