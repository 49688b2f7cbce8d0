package org.keyferry.wire.filter;

import org.keyferry.wire.filter.FilterHeader.Layout;

/** A body that was made. */
final class Body {
  private final Layout layout;
  private final byte[] bytes;

  Body(Layout layout, byte[] bytes) {
    this.layout = layout;
    this.bytes = bytes;
  }

  /** What positions follow from. */
  Layout layout() {
    return layout;
  }

  /** All of it, not copied. */
  byte[] bytes() {
    return bytes;
  }
}
