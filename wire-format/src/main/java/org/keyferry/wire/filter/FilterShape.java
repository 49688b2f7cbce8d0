package org.keyferry.wire.filter;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.keyferry.wire.Problem;

/**
 * What a filter is like, whatever is in it.
 *
 * @param kind how its body is made
 * @param fingerprintBits 8, 16, 32 or 48; of 2 to the power of it about one foreign item is
 *     taken for one that is there
 * @param itemKind what its items are
 */
public record FilterShape(FilterKind kind, int fingerprintBits, ItemKind itemKind) {
  /** 1 / (1 − 1/e): what the quotient of a distance takes in the mean. */
  private static final double GOLOMB_QUOTIENT_BITS = 1.582;

  private static final Set<Integer> FINGERPRINTS = Set.of(8, 16, 32, 48);

  /**
   * @throws IllegalArgumentException if there can't be such fingerprints
   */
  public FilterShape {
    requireNonNull(kind);
    requireNonNull(itemKind);
    if (!hasFingerprints(fingerprintBits)) {
      throw new IllegalArgumentException(
          new Problem(
                  "fingerprint bits",
                  "filter",
                  "8, 16, 32 or 48",
                  String.valueOf(fingerprintBits))
              .toString());
    }
  }

  /**
   * Bytes of a file of so many items. A cuckoo filter that does not come about under eight salts is
   * longer, and that of a Golomb-coded set is a mean.
   *
   * @param items 0 or more
   */
  public long fileLength(int items) {
    double body =
        switch (kind) {
          case BINARY_FUSE -> (double) FuseLayout.forItems(items).cells() * fingerprintBytes();
          case CUCKOO -> (double) CuckooLayout.forItems(items).cells() * fingerprintBytes();
          case GOLOMB -> Math.ceil(items * (fingerprintBits + GOLOMB_QUOTIENT_BITS) / Byte.SIZE);
        };
    return FilterHeader.LENGTH + (long) body;
  }

  static boolean hasFingerprints(int bits) {
    return FINGERPRINTS.contains(bits);
  }

  /** Bytes of a fingerprint. */
  int fingerprintBytes() {
    return fingerprintBits / Byte.SIZE;
  }

  /** All bits of a fingerprint. */
  long fingerprintMask() {
    return (1L << fingerprintBits) - 1;
  }
}
