package org.keyferry.wire.peer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The id of one of our feeds, as the plan has it. Whether the plan has such a feed is asked where
 * the feed is read. Some words are no feed's: {@code audit} stands for the batches that we imported,
 * {@code none} for nothing, so that a peer that is named nothing else reads nothing, and {@code
 * meta} and {@code v1} begin addresses of other things than feeds.
 *
 * @param value 1 to 32 letters, digits and {@code -}, such as {@code to-BE}
 */
public record FeedName(String value) {
  /** What no feed may be called, in order. */
  public static final List<String> RESERVED = List.of("audit", "meta", "none", "v1");

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,31}");

  /**
   * @throws InvalidPeers if it has another shape
   */
  public FeedName {
    InvalidPeers.unless(
        value != null && SHAPE.matcher(value).matches(),
        "name of a feed",
        "1 to 32 letters, digits and -, a letter or digit first",
        value);
  }

  @Override
  public String toString() {
    return value;
  }
}
