package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * Makes the body of a binary fuse filter: finds an order in which each item has a cell that no item
 * after it needs, and fills the cells in the reverse of it.
 */
final class FuseConstruction {
  private final FuseLayout layout;
  private final Cells cells;
  private final long[] places;
  private final long[] prints;

  FuseConstruction(ItemSet items, FilterShape shape, ByteString salt) {
    layout = FuseLayout.forItems(items.size());
    cells = Cells.empty(layout.cells(), shape.fingerprintBytes());
    places = new long[items.size()];
    prints = new long[items.size()];
    var salted = new SaltedItem(salt);
    for (int i = 0; i < places.length; i++) {
      items.hash(i, salted);
      places[i] = salted.place();
      prints[i] = salted.print() & shape.fingerprintMask();
    }
  }

  /** The body, or nothing if there is no such order under this salt. */
  Optional<Body> body() {
    int[] order = new int[places.length];
    byte[] which = new byte[places.length];
    if (peel(order, which) < places.length) {
      return Optional.empty();
    }
    for (int i = order.length - 1; i >= 0; i--) {
      fill(order[i], which[i]);
    }
    return Optional.of(new Body(layout.toLayout(), cells.bytes()));
  }

  private void fill(int item, int which) {
    int first = layout.first(places[item]);
    int second = layout.second(places[item], first);
    int third = layout.third(places[item], first);
    long others = cells.get(first) ^ cells.get(second) ^ cells.get(third);
    // The item's own cell is still empty.
    cells.set(which == 0 ? first : which == 1 ? second : third, prints[item] ^ others);
  }

  /**
   * Takes away one item after another that is alone in a cell.
   *
   * @param order takes the items
   * @param which takes, for each of them, which of its three cells it was alone in
   * @return how many could be taken away
   */
  private int peel(int[] order, byte[] which) {
    var crowd = new Crowd((int) layout.cells());
    for (int i = 0; i < places.length; i++) {
      int first = layout.first(places[i]);
      crowd.enter(first, i);
      crowd.enter(layout.second(places[i], first), i);
      crowd.enter(layout.third(places[i], first), i);
    }
    crowd.begin();
    int peeled = 0;
    for (int cell = crowd.nextLone(); cell >= 0; cell = crowd.nextLone()) {
      int item = crowd.only(cell);
      int first = layout.first(places[item]);
      int second = layout.second(places[item], first);
      int third = layout.third(places[item], first);
      order[peeled] = item;
      which[peeled++] = (byte) (cell == first ? 0 : cell == second ? 1 : 2);
      crowd.leave(first, item);
      crowd.leave(second, item);
      crowd.leave(third, item);
    }
    return peeled;
  }

  /** Which items are in each cell: how many, and the exclusive or of their numbers. */
  private static final class Crowd {
    private final int[] counts;
    private final int[] numbers;
    private final int[] lone;
    private int height;

    Crowd(int cells) {
      counts = new int[cells];
      numbers = new int[cells];
      lone = new int[cells];
    }

    void enter(int cell, int item) {
      counts[cell]++;
      numbers[cell] ^= item;
    }

    void leave(int cell, int item) {
      numbers[cell] ^= item;
      if (--counts[cell] == 1) {
        lone[height++] = cell;
      }
    }

    /** All items are there. */
    void begin() {
      for (int cell = 0; cell < counts.length; cell++) {
        if (counts[cell] == 1) {
          lone[height++] = cell;
        }
      }
    }

    /** The cell that was last found to have one item, if it still has it; negative if none. */
    int nextLone() {
      while (height > 0) {
        int cell = lone[--height];
        if (counts[cell] == 1) {
          return cell;
        }
      }
      return -1;
    }

    int only(int cell) {
      return numbers[cell];
    }
  }
}
