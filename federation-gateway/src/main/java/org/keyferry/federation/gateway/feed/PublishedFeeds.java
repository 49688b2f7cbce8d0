package org.keyferry.federation.gateway.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.federation.gateway.feed.FeedRow.Found;

/**
 * What {@code batches.published} says of feeds that peers find.
 *
 * <p>A plan has one feed for each address at a time, but one may follow another; then the one with
 * the newer windows is found.
 */
final class PublishedFeeds {
  private final Map<FeedAddress, Map<String, FeedRow>> feeds = new HashMap<>();

  /** Takes a batch that was published, or what became of it. */
  synchronized void put(PublishedBatch batch) {
    // What is older than the numbers of chunks can't be asked for.
    if (batch.getFirstChunk() > 0) {
      FeedAddress.of(batch)
          .ifPresent(address ->
              feeds
                  .computeIfAbsent(address, _ -> new HashMap<>())
                  .computeIfAbsent(batch.getFeed(), _ -> new FeedRow())
                  .put(batch.getSequence(), BatchChunks.of(batch)));
    }
  }

  /** Takes the expiry of a batch. */
  synchronized void remove(String feed, long sequence) {
    for (Map<String, FeedRow> rows : feeds.values()) {
      FeedRow row = rows.get(feed);
      if (row != null) {
        row.remove(sequence);
        if (row.isEmpty()) {
          rows.remove(feed);
        }
      }
    }
  }

  /** The id of the feed that is found under the address, if one is. */
  synchronized Optional<String> feedId(FeedAddress address) {
    return current(address).map(Map.Entry::getKey);
  }

  /**
   * What the feed under the address has to say.
   *
   * @param number of the chunk; empty: the oldest
   */
  synchronized FeedAnswer ask(FeedAddress address, OptionalLong number) {
    var current = current(address);
    if (current.isEmpty()) {
      return new FeedAnswer(Optional.empty(), 0, Optional.empty(), new Found.NotYet());
    }
    FeedRow row = current.get().getValue();
    Found found = row.find(number.orElseGet(row::oldest));
    boolean more = found instanceof Found.There there && there.chunk().number() < row.latest();
    Optional<Instant> next = more ? Optional.empty() : Optional.of(row.nextExpected());
    return new FeedAnswer(Optional.of(current.get().getKey()), row.latest(), next, found);
  }

  private Optional<Map.Entry<String, FeedRow>> current(FeedAddress address) {
    return feeds.getOrDefault(address, Map.of()).entrySet().stream()
        .max(
            Comparator.comparing((Map.Entry<String, FeedRow> feed) -> feed.getValue().newestEnd())
                .thenComparing(Map.Entry::getKey));
  }
}
