package org.keyferry.wire.filter;

/** A filter that was read: says of each item whether it may be one of the batch's. */
public sealed interface ExposureFilter permits FuseFilter, CuckooFilter, GolombFilter {

  /** What it says of itself. */
  FilterHeader header();

  /**
   * Whether the item may be there. Of those that are, it says so always; of others, rarely: with
   * the probability that the fingerprint's bits give. For any number of threads.
   *
   * @param item 32 bytes, as {@link GaenItems} or {@link Dp3tItems} make them
   * @throws IllegalArgumentException if there are not 32
   */
  boolean mightContain(byte[] item);

  /** Refuses items of another length. */
  static void requireItem(byte[] item) {
    if (item.length != ItemSet.ITEM_LENGTH) {
      throw new IllegalArgumentException(
          "an item has " + ItemSet.ITEM_LENGTH + " bytes, not " + item.length);
    }
  }
}
