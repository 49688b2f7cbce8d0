package org.keyferry.wire.document;

/**
 * A filter that a list names. Of its hash the beginning is enough: whoever signs the list makes the
 * filter, so that other bytes would have to be found for a hash that is given.
 *
 * @param uri relative to the address of the list, below it: never of another host
 * @param hash the beginning of the SHA-256 of its bytes
 * @param bytes how many it has
 */
public record ListedFilter(String uri, HashStart hash, long bytes) {
  /**
   * @throws IllegalArgumentException if the URI has another shape or it has less than 0 bytes
   */
  public ListedFilter {
    ListedObject.check(uri, bytes);
  }
}
