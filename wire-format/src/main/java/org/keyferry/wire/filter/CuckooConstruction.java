package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Makes the body of a cuckoo filter: who finds no room takes another's, who moves on. */
final class CuckooConstruction {
  private static final int MOST_KICKS = 500;

  private final CuckooLayout layout;
  private final Cells cells;
  private final ItemSet items;
  private final FilterShape shape;
  private final ByteString salt;
  private final Kicks kicks;

  CuckooConstruction(CuckooLayout layout, ItemSet items, FilterShape shape, ByteString salt) {
    this.layout = layout;
    this.cells = Cells.empty(layout.cells(), shape.fingerprintBytes());
    this.items = items;
    this.shape = shape;
    this.salt = salt;
    this.kicks = new Kicks(salt);
  }

  /** The body, or nothing if an item found no room under this salt. */
  Optional<Body> body() {
    var salted = new SaltedItem(salt);
    for (int i = 0; i < items.size(); i++) {
      items.hash(i, salted);
      if (!insert(layout.first(salted.place()), CuckooLayout.print(salted, shape))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Body(layout.toLayout(), cells.bytes()));
  }

  private boolean insert(int first, long print) {
    int second = layout.other(first, print);
    if (put(first, print) || put(second, print)) {
      return true;
    }
    int bucket = (kicks.next() & 1) == 0 ? first : second;
    long homeless = print;
    for (int kick = 0; kick < MOST_KICKS; kick++) {
      int cell = bucket * layout.bucketSize() + (int) (kicks.next() & (layout.bucketSize() - 1));
      long kicked = cells.get(cell);
      cells.set(cell, homeless);
      homeless = kicked;
      bucket = layout.other(bucket, homeless);
      if (put(bucket, homeless)) {
        return true;
      }
    }
    return false;
  }

  private boolean put(int bucket, long print) {
    int first = bucket * layout.bucketSize();
    for (int cell = first; cell < first + layout.bucketSize(); cell++) {
      if (cells.get(cell) == 0) {
        cells.set(cell, print);
        return true;
      }
    }
    return false;
  }

  /** SplitMix64, begun with the salt's first 8 bytes: everyone draws the same numbers. */
  private static final class Kicks {
    private long state;

    Kicks(ByteString salt) {
      state = ByteBuffer.wrap(salt.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    long next() {
      state += 0x9E37_79B9_7F4A_7C15L;
      long mixed = (state ^ (state >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
      return mixed ^ (mixed >>> 31);
    }
  }
}
