package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.keyferry.wire.filter.FilterHeader.Layout;

/**
 * Makes the body of a Golomb-coded set: each item is a number below items · 2 to the power of the
 * fingerprint's bits; they are sorted, and each is stored as its distance from the one before.
 */
final class GolombConstruction {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int WIDTH = Integer.BYTES + Long.BYTES;

  private final FlatRecords numbers = new FlatRecords(WIDTH);
  private final int remainderBits;

  GolombConstruction(ItemSet items, FilterShape shape, ByteString salt) {
    remainderBits = shape.fingerprintBits();
    var salted = new SaltedItem(salt);
    byte[] number = new byte[WIDTH];
    for (int i = 0; i < items.size(); i++) {
      items.hash(i, salted);
      INTS.set(number, 0, high(salted, items.size()));
      LONGS.set(number, Integer.BYTES, salted.print() & shape.fingerprintMask());
      numbers.add(number, 0);
    }
    numbers.sort();
  }

  /** What of an item's number is above the fingerprint's bits: 0 to items − 1. */
  static int high(SaltedItem item, int items) {
    return (int) Math.unsignedMultiplyHigh(item.place(), items);
  }

  /** The body; there always is one. */
  Body body() {
    long bits = 0;
    var distance = new Distance();
    for (int i = 0; i < numbers.size(); i++) {
      distance.to(i);
      bits += distance.quotient + 1L + remainderBits;
    }
    if (bits > (long) Integer.MAX_VALUE * Byte.SIZE - Long.SIZE) {
      throw new IllegalArgumentException("a filter of " + bits + " bits is too long");
    }
    byte[] bytes = new byte[(int) ((bits + Byte.SIZE - 1) / Byte.SIZE)];
    var out = new BitWriter(bytes);
    distance = new Distance();
    for (int i = 0; i < numbers.size(); i++) {
      distance.to(i);
      out.writeUnary(distance.quotient);
      out.write(distance.remainder, remainderBits);
    }
    return new Body(new Layout(0, remainderBits), bytes);
  }

  /** From one number to the next. */
  private final class Distance {
    private int high;
    private long low;
    private int quotient;
    private long remainder;

    void to(int index) {
      int nextHigh = (int) INTS.get(numbers.block(index), numbers.offset(index));
      long nextLow = (long) LONGS.get(numbers.block(index), numbers.offset(index) + Integer.BYTES);
      boolean borrows = nextLow < low;
      quotient = nextHigh - high - (borrows ? 1 : 0);
      remainder = (nextLow - low) & ((1L << remainderBits) - 1);
      high = nextHigh;
      low = nextLow;
    }
  }
}
