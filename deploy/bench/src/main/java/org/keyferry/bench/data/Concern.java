package org.keyferry.bench.data;

import java.util.List;
import java.util.stream.IntStream;
import org.keyferry.event.v1.RegionsOfInterest;

/**
 * Which regions made-up keys concern.
 *
 * @param origin region whose authority verified the diagnoses
 * @param regions those that keys may concern
 * @param ofEach how many of them each key concerns, the next ones in turn; 0: none, and the person
 *     did not consent
 * @param withFeed how many of the regions, the first ones, have a feed
 */
public record Concern(String origin, List<String> regions, int ofEach, int withFeed) {

  public Concern {
    regions = List.copyOf(regions);
    if (ofEach > regions.size()) {
      throw new IllegalArgumentException(ofEach + " of " + regions.size() + " regions");
    }
  }

  /** Keys that concern nobody but the region that they come from. */
  public static Concern only(String origin) {
    return new Concern(origin, List.of(), 0, 0);
  }

  /** How many regional feeds the key of that index is for. */
  public int feedsOf(long index) {
    return (int) concerned(index).filter(region -> region < withFeed).count();
  }

  RegionsOfInterest of(long index) {
    return RegionsOfInterest.newBuilder()
        .addAllRegions(concerned(index).mapToObj(regions::get).toList())
        .build();
  }

  private IntStream concerned(long index) {
    return IntStream.range(0, ofEach).map(i -> (int) ((index * ofEach + i) % regions.size()));
  }
}
