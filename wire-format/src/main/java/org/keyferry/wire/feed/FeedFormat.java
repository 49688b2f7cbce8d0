package org.keyferry.wire.feed;

/** What batches of a feed are written as. */
public enum FeedFormat {
  /** Signed zip files with an {@code index.txt}. */
  EXPORT
}
