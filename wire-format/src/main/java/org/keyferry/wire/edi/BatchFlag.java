package org.keyferry.wire.edi;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What EDI1 and CCF1 files say of their batch, as bits. Readers pass over bits that they lack. */
public enum BatchFlag {
  /** Fakes were added, so that the batch has its least size. */
  STUFFED(1),
  /** It holds several batches. */
  AGGREGATE(2),
  /** It takes the place of a batch that was published before. */
  CORRECTION(4);

  private final int bit;

  BatchFlag(int bit) {
    this.bit = bit;
  }

  static Set<BatchFlag> of(int bits) {
    var flags = EnumSet.noneOf(BatchFlag.class);
    for (var flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }

  static int bits(Collection<BatchFlag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (left, right) -> left | right);
  }
}
