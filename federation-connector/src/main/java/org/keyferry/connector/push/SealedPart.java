package org.keyferry.connector.push;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.key.Region;

/**
 * What one upload has of a sealed batch.
 *
 * @param feed id of the hub's feed
 * @param sequence of the batch
 * @param number of the part, from 0
 * @param origin that the feed's settings state of every key; empty if each has its own
 * @param visitedCountries that the feed's settings state of every key
 * @param keys of the part, in the order of the batch
 */
public record SealedPart(
    String feed,
    long sequence,
    int number,
    String origin,
    List<String> visitedCountries,
    List<BatchKey> keys) {

  public SealedPart {
    visitedCountries = List.copyOf(visitedCountries);
    keys = List.copyOf(keys);
  }

  /**
   * The tag of its upload: a repeat has the same, and other keys have another, also those of a row
   * of batches that began anew with the same numbers.
   *
   * @param home whose upload it is
   * @param content what is uploaded
   */
  BatchTag tag(Region home, byte[] content) {
    String place = feed + "/" + sequence + "/" + number;
    return BatchTag.of(home, place.getBytes(StandardCharsets.UTF_8), content);
  }

  /** The same with some of its keys. */
  SealedPart only(List<Integer> indexes) {
    var some = new ArrayList<BatchKey>();
    indexes.forEach(index -> some.add(keys.get(index)));
    return new SealedPart(feed, sequence, number, origin, visitedCountries, some);
  }

  @Override
  public String toString() {
    return "part " + number + " of batch " + sequence + " of " + feed;
  }
}
