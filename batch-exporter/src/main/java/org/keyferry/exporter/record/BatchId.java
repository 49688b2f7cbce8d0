package org.keyferry.exporter.record;

import java.util.regex.Pattern;

/**
 * Which batch.
 *
 * @param feed the feed's id, which is also the first part of its objects' names
 * @param sequence dense within the feed, from 1
 */
public record BatchId(String feed, long sequence) {
  private static final Pattern FEED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,31}");

  /**
   * @throws IllegalArgumentException if the feed has another shape or the sequence is below 1
   */
  public BatchId {
    if (!FEED.matcher(feed).matches()) {
      throw new IllegalArgumentException("a feed id is 1 to 32 letters, digits and -");
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("a sequence is 1 or more, not " + sequence);
    }
  }

  @Override
  public String toString() {
    return feed + "/" + sequence;
  }
}
