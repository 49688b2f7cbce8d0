package org.keyferry.wire.filter;

/** A binary fuse filter. */
final class FuseFilter implements ExposureFilter {
  private final FilterHeader header;
  private final FuseLayout layout;
  private final Cells cells;

  private FuseFilter(FilterHeader header, FuseLayout layout, byte[] body) {
    this.header = header;
    this.layout = layout;
    this.cells = new Cells(body, header.shape().fingerprintBytes());
  }

  /** Whether a header can be that of a whole file; before its body is read. */
  static void check(FilterHeader header, FilterCheck check) throws MalformedFilter {
    int length = header.layout().first();
    check.that(
        length > 0
            && length <= FuseLayout.MOST_SEGMENT_LENGTH
            && Integer.bitCount(length) == 1,
        "segment length",
        "a power of two, at most " + FuseLayout.MOST_SEGMENT_LENGTH,
        Integer.toUnsignedString(length));
    long segments = header.layout().second();
    check.that(
        segments >= 1 && segments < Integer.MAX_VALUE, "segment count", "1 or more", segments);
    long cells = (segments + 2) * length;
    check.that(
        cells == header.bodyLength() / (double) header.shape().fingerprintBytes(),
        "body length",
        "that of " + cells + " cells",
        header.bodyLength() + " bytes");
    check.that(
        header.itemCount() <= cells, "items", "at most " + cells + ", its cells", header.itemCount());
  }

  static ExposureFilter of(FilterHeader header, byte[] body) {
    var layout =
        new FuseLayout(header.layout().first(), (int) header.layout().second());
    return new FuseFilter(header, layout, body);
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
    int first = layout.first(salted.place());
    int second = layout.second(salted.place(), first);
    int third = layout.third(salted.place(), first);
    long print = salted.print() & header.shape().fingerprintMask();
    return (cells.get(first) ^ cells.get(second) ^ cells.get(third)) == print;
  }
}
