package org.keyferry.bench.data;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.event.v1.RegionsOfInterest;

/**
 * Which regions made-up keys concern.
 *
 * @param origin region whose authority verified the diagnoses
 * @param regions those that keys may concern
 * @param ofEach how many of them each key concerns, the next ones in turn; 0: none, and the person
 *     did not consent
 */
public record Concern(String origin, List<String> regions, int ofEach) {

  public Concern {
    regions = List.copyOf(regions);
    if (ofEach > regions.size()) {
      throw new IllegalArgumentException(ofEach + " of " + regions.size() + " regions");
    }
  }

  /** Keys that concern nobody but the region that they come from. */
  public static Concern only(String origin) {
    return new Concern(origin, List.of(), 0);
  }

  RegionsOfInterest of(long index) {
    List<String> concerned = new ArrayList<>();
    for (int i = 0; i < ofEach; i++) {
      concerned.add(regions.get((int) ((index * ofEach + i) % regions.size())));
    }
    return RegionsOfInterest.newBuilder().addAllRegions(concerned).build();
  }
}
