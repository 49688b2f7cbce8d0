package org.keyferry.connector.replay;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * What the archive says of a batch that is kept.
 *
 * @param peer what it was read from
 * @param region whose backend that is; empty for a hub
 * @param origins whose keys that peer might state
 * @param format what is spoken there
 * @param isPartial whether it is of a feed for our region alone
 * @param windowEnd end of the time that it tells of
 */
record KeptBatch(
    String peer,
    Optional<Region> region,
    Set<Region> origins,
    String format,
    boolean isPartial,
    Instant windowEnd) {

  /**
   * Of what is stored with the object.
   *
   * @throws BatchRefused if something is missing
   */
  static KeptBatch of(String object, Map<String, String> facts) throws BatchRefused {
    return new KeptBatch(
        fact(object, facts, BatchObject.PEER),
        Optional.of(fact(object, facts, BatchObject.REGION))
            .filter(Region::isCode)
            .map(Region::new),
        Arrays.stream(fact(object, facts, BatchObject.ORIGINS).split(","))
            .map(Region::new)
            .collect(Collectors.toSet()),
        fact(object, facts, BatchObject.FORMAT),
        fact(object, facts, BatchObject.FEED).contains("partial"),
        Instant.parse(fact(object, facts, BatchObject.WINDOW_END)));
  }

  private static String fact(String object, Map<String, String> facts, String name)
      throws BatchRefused {
    String value = facts.get(name);
    if (value == null) {
      throw new BatchRefused(
          new Problem("metadata " + name, object, "what was stored with the batch", "none"));
    }
    return value;
  }
}
