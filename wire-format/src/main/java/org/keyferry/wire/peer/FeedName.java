package org.keyferry.wire.peer;

import java.util.regex.Pattern;

/**
 * The id of one of our feeds, as the plan has it. Whether the plan has such a feed is asked where
 * the feed is read.
 *
 * @param value 1 to 32 letters, digits and {@code -}, such as {@code to-BE}
 */
public record FeedName(String value) {
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
