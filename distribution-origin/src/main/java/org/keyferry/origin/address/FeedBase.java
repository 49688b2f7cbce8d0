package org.keyferry.origin.address;

/**
 * A feed, and below which path an address has it.
 *
 * @param feed its id
 * @param path {@code /FEED}, or nothing for the home feed at the root
 */
public record FeedBase(String feed, String path) {
  /** Where the feed's objects lie, relative to the public prefix. */
  String objects() {
    return feed + "/v1/exposed/";
  }

  /** The canonical address of a batch's data. */
  public String data(String batch) {
    return path + "/v1/exposed/data/" + batch;
  }
}
