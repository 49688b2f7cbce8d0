package org.keyferry.wire.filter;

/**
 * A Golomb-coded set. Its numbers lie behind each other, so where every 64th of them begins is
 * remembered when it is read.
 */
final class GolombFilter implements ExposureFilter {
  private static final int STEP = 64;

  private final FilterHeader header;
  private final byte[] body;

  /** Of every 64th number: what is above the fingerprint's bits, the rest, and the bit behind it. */
  private final int[] highs;

  private final long[] lows;
  private final long[] positions;

  private GolombFilter(FilterHeader header, byte[] body) {
    this.header = header;
    this.body = body;
    int steps = (header.itemCount() + STEP - 1) / STEP;
    this.highs = new int[steps];
    this.lows = new long[steps];
    this.positions = new long[steps];
  }

  /** Whether a header can be that of a whole file; before its body is read. */
  static void check(FilterHeader header, FilterCheck check) throws MalformedFilter {
    int bits = header.shape().fingerprintBits();
    check.that(header.layout().first() == 0, "segment length", "0", header.layout().first());
    check.that(
        header.layout().second() == bits,
        "remainder bits",
        "those of a fingerprint, " + bits,
        header.layout().second());
    long least = (header.itemCount() * (bits + 1L) + Byte.SIZE - 1) / Byte.SIZE;
    long most = (header.itemCount() * (bits + 2L) + Byte.SIZE - 1) / Byte.SIZE;
    check.that(
        header.bodyLength() >= least && header.bodyLength() <= most,
        "body length",
        least + " to " + most + " bytes for its items",
        header.bodyLength() + " bytes");
  }

  /** Reads all numbers. */
  static ExposureFilter of(FilterHeader header, byte[] body, FilterCheck check)
      throws MalformedFilter {
    var filter = new GolombFilter(header, body);
    filter.index(check);
    return filter;
  }

  private void index(FilterCheck check) throws MalformedFilter {
    int bits = header.shape().fingerprintBits();
    var number = new Cursor(0, 0, 0);
    for (int i = 0; i < header.itemCount(); i++) {
      int quotient = number.in.readUnary();
      check.that(number.in.left() >= bits, "items", header.itemCount() + " numbers", i);
      number.advance(quotient);
      check.that(number.high < header.itemCount(), "number", "below that of items", "a higher one");
      if (i % STEP == 0) {
        highs[i / STEP] = (int) number.high;
        lows[i / STEP] = number.low;
        positions[i / STEP] = number.in.position();
      }
    }
    long rest = number.in.left();
    check.that(
        rest < Byte.SIZE && number.in.read((int) rest) == 0,
        "end",
        "fewer than 8 bits of 0 behind the numbers",
        "others");
  }

  @Override
  public FilterHeader header() {
    return header;
  }

  @Override
  public boolean mightContain(byte[] item) {
    ExposureFilter.requireItem(item);
    if (header.itemCount() == 0) {
      return false;
    }
    var salted = new SaltedItem(header.salt()).of(item, 0);
    int high = GolombConstruction.high(salted, header.itemCount());
    long low = salted.print() & header.shape().fingerprintMask();
    int step = stepBefore(high, low);
    if (step < 0) {
      return false;
    }
    var number = new Cursor(highs[step], lows[step], positions[step]);
    int last = Math.min(header.itemCount(), (step + 1) * STEP) - 1;
    for (int i = step * STEP; i < last && number.isBelow(high, low); i++) {
      number.advance(number.in.readUnary());
    }
    return number.high == high && number.low == low;
  }

  /** The last step that begins with this number or a lower one; negative if there is none. */
  private int stepBefore(int high, long low) {
    int from = 0;
    int to = highs.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (highs[middle] < high || (highs[middle] == high && lows[middle] <= low)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** A number of the set, and the way to the next. */
  private final class Cursor {
    private final BitReader in = new BitReader(body);
    private long high;
    private long low;

    Cursor(int high, long low, long position) {
      this.high = high;
      this.low = low;
      in.moveTo(position);
    }

    void advance(int quotient) {
      long sum = low + in.read(header.shape().fingerprintBits());
      low = sum & header.shape().fingerprintMask();
      high += quotient + (sum >>> header.shape().fingerprintBits());
    }

    boolean isBelow(int otherHigh, long otherLow) {
      return high < otherHigh || (high == otherHigh && low < otherLow);
    }
  }
}
