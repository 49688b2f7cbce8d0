package org.keyferry.wire.filter;

/** A cuckoo filter. */
final class CuckooFilter implements ExposureFilter {
  private static final int MOST_BUCKET_SIZE = 8;

  private final FilterHeader header;
  private final CuckooLayout layout;
  private final Cells cells;

  private CuckooFilter(FilterHeader header, CuckooLayout layout, byte[] body) {
    this.header = header;
    this.layout = layout;
    this.cells = new Cells(body, header.shape().fingerprintBytes());
  }

  /** Whether a header can be that of a whole file; before its body is read. */
  static void check(FilterHeader header, FilterCheck check) throws MalformedFilter {
    int size = header.layout().first();
    check.that(
        size > 0 && size <= MOST_BUCKET_SIZE && Integer.bitCount(size) == 1,
        "bucket size",
        "1, 2, 4 or 8",
        Integer.toUnsignedString(size));
    long buckets = header.layout().second();
    check.that(
        buckets >= 1 && buckets <= 1 << 30 && Long.bitCount(buckets) == 1,
        "bucket count",
        "a power of two, at most 2^30",
        buckets);
    long cells = buckets * size;
    check.that(
        cells * header.shape().fingerprintBytes() == header.bodyLength(),
        "body length",
        "that of " + cells + " cells",
        header.bodyLength() + " bytes");
    check.that(
        header.itemCount() <= cells, "items", "at most " + cells + ", its cells", header.itemCount());
  }

  static ExposureFilter of(FilterHeader header, byte[] body) {
    var layout = new CuckooLayout(header.layout().first(), (int) header.layout().second());
    return new CuckooFilter(header, layout, body);
  }

  @Override
  public FilterHeader header() {
    return header;
  }

  @Override
  public boolean mightContain(byte[] item) {
    ExposureFilter.requireItem(item);
    var salted = new SaltedItem(header.salt()).of(item, 0);
    long print = CuckooLayout.print(salted, header.shape());
    int first = layout.first(salted.place());
    return has(first, print) || has(layout.other(first, print), print);
  }

  private boolean has(int bucket, long print) {
    int first = bucket * layout.bucketSize();
    for (int cell = first; cell < first + layout.bucketSize(); cell++) {
      if (cells.get(cell) == print) {
        return true;
      }
    }
    return false;
  }
}
