package org.keyferry.connector.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.keyferry.connector.pull.PullPosition;
import org.keyferry.connector.pull.PullSource;

/** Where feeds stand, as Connect committed it. */
record Positions(OffsetStorageReader offsets) {

  /**
   * Under what Connect keeps the position of a feed. Sorted: Connect finds it by the bytes of its
   * JSON, and another order of the same entries, which other maps have in other processes, would be
   * another position.
   */
  static Map<String, String> partition(PullSource.Id source) {
    return new TreeMap<>(Map.of("peer", source.peer(), "feed", source.feed()));
  }

  /**
   * Where to begin with feeds, asked for all of them at once, as each question to Connect reads all
   * that was committed to its end. If another feed of a peer was read before and told more, a feed
   * goes on where that one ended: the peer's replication type was switched.
   */
  Map<PullSource.Id, PullPosition> of(Collection<PullSource> sources) {
    var partitions =
        sources.stream()
            .flatMap(source -> Stream.concat(Stream.of(source.id()), source.otherFeed().stream()))
            .map(Positions::partition)
            .distinct()
            .toList();
    Map<Map<String, String>, Map<String, Object>> committed = offsets.offsets(partitions);
    var positions = new HashMap<PullSource.Id, PullPosition>();
    for (PullSource source : sources) {
      positions.put(source.id(), position(source, committed));
    }
    return positions;
  }

  private static PullPosition position(
      PullSource source, Map<Map<String, String>, Map<String, Object>> committed) {
    PullPosition own = PullPosition.of(committed.get(partition(source.id())));
    return source
        .otherFeed()
        .map(other -> PullPosition.of(committed.get(partition(other))))
        .filter(other -> other.windowEnd().isAfter(own.windowEnd()))
        .map(own::continuing)
        .orElse(own);
  }
}
