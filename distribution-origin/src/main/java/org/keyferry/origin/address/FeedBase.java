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

  /** Below which address the data of batches lie. */
  public String data() {
    return path + "/v1/exposed/data/";
  }

  /** Below which address the object lies, and others of its form beside it. */
  public String folder(String object) {
    return object.startsWith(objects() + "filter/") ? path + "/v1/exposed/filter/" : data();
  }
}
