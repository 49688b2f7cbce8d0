package org.keyferry.edge.store;

/** How a conditional write ended. */
public sealed interface Stored {
  /**
   * The object is there now.
   *
   * @param etag its ETag, without quotes
   */
  record Written(String etag) implements Stored {}

  /** The condition did not hold, and nothing changed. */
  record Refused() implements Stored {}
}
