package org.keyferry.connector.source;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.keyferry.connector.pull.PullPosition;
import org.keyferry.connector.pull.PullSource;

/** Where feeds stand, as Connect committed it. */
record Positions(OffsetStorageReader offsets) {

  /**
   * Under what Connect keeps the position of a feed. Sorted: Connect finds it by the bytes of its
   * JSON, and another order of the same entries, which other maps have in other processes, would
   * be another position.
   */
  static SortedMap<String, String> partition(PullSource.Id source) {
    return new TreeMap<>(Map.of("peer", source.peer(), "feed", source.feed()));
  }

  /**
   * Where to begin with a feed. If another feed of the peer was read before and told more, this one
   * goes on where that one ended: the peer's replication type was switched.
   */
  PullPosition of(PullSource source) {
    PullPosition own = PullPosition.of(offsets.offset(partition(source.id())));
    return source
        .otherFeed()
        .map(other -> PullPosition.of(offsets.offset(partition(other))))
        .filter(other -> other.windowEnd().isAfter(own.windowEnd()))
        .map(other -> own.continuing(other))
        .orElse(own);
  }
}
