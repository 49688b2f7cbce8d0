package org.keyferry.wire.hub;

import org.keyferry.wire.Problem;

/**
 * What a reader takes at most, so that no body can exhaust it.
 *
 * @param mostKeys in one batch
 * @param mostBytes of one body
 * @param mostRegions that one key may list
 */
public record BatchLimits(int mostKeys, int mostBytes, int mostRegions) {
  /**
   * 5,000 keys, which is what EFGS seals and takes at most, in 8 MiB with up to 64 regions each.
   */
  public static final BatchLimits DEFAULT = new BatchLimits(5_000, 8 << 20, 64);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public BatchLimits {
    if (mostKeys < 1 || mostBytes < 1 || mostRegions < 1) {
      throw new IllegalArgumentException(
          new Problem("limits", "batch reader", "1 or more", "less").toString());
    }
  }

  /**
   * Refuses a body that is too long.
   *
   * @throws MalformedBatch if it is
   */
  public void check(byte[] body, String where) throws MalformedBatch {
    if (body.length > mostBytes) {
      throw MalformedBatch.tooLarge(
          new Problem("body", where, "at most " + mostBytes + " bytes", body.length + " bytes"));
    }
  }

  /**
   * Refuses one key more than there may be.
   *
   * @param keys read so far, the one at hand included
   * @throws MalformedBatch if there are too many
   */
  public void checkKeys(int keys, String where) throws MalformedBatch {
    if (keys > mostKeys) {
      throw MalformedBatch.tooLarge(
          new Problem("keys", where, "at most " + mostKeys, "more than " + mostKeys));
    }
  }
}
