package org.keyferry.wire.filter;

/** Takes items as they are made. */
@FunctionalInterface
public interface ItemConsumer {

  /**
   * An item.
   *
   * @param item 32 bytes, the taker's own
   */
  void item(byte[] item);
}
