package org.keyferry.processor.admit;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.key.Region;

/**
 * All that a record says which decides its key's feeds, reduced to what makes a difference: so
 * there are few, and small ones, whatever records say.
 *
 * @param from where it came from
 * @param consent it may be in feeds that leave the region
 * @param everywhere it concerns every region
 * @param regions of those that feeds have, the ones that it concerns, ascending; empty if it
 *     concerns every one
 */
record KeyStatement(KeyProvenance from, boolean consent, boolean everywhere, List<String> regions) {

  /**
   * What a local key's record says. A traveller concerns every region, and so does the whole
   * cluster. Without consent it makes no difference what the person declared.
   *
   * @param ofFeeds the regions of regional feeds
   */
  static KeyStatement of(SubmittedKey key, Set<String> ofFeeds) {
    boolean traveller = key.getMetadata().getTraveller();
    boolean consent = key.getConsentToFederation();
    RegionsOfInterest declared = key.getRegionsOfInterest();
    boolean everywhere = consent && (traveller || declared.getWholeCluster());
    List<String> regions =
        everywhere || !consent ? List.of() : known(declared.getRegionsList(), ofFeeds);
    return new KeyStatement(
        KeyProvenance.local(region(key.getOrigin()), traveller), consent, everywhere, regions);
  }

  /**
   * What a remote key's record says. Nothing stated means the whole cluster.
   *
   * @param ofFeeds the regions of feeds that take remote keys
   */
  static KeyStatement of(FederatedKey key, Set<String> ofFeeds) {
    RegionsOfInterest stated = key.getRegionsOfInterest();
    boolean everywhere = !key.hasRegionsOfInterest() || stated.getWholeCluster();
    String peer = key.getPeer().length() <= RemoteSource.LONGEST_PEER ? key.getPeer() : "";
    boolean traveller = key.getMetadata().getTraveller();
    return new KeyStatement(
        KeyProvenance.remote(peer, region(key.getOrigin()), traveller),
        true,
        everywhere,
        everywhere ? List.of() : known(stated.getRegionsList(), ofFeeds));
  }

  private static String region(String origin) {
    return Region.isCode(origin) ? origin : "";
  }

  private static List<String> known(Collection<String> regions, Set<String> ofFeeds) {
    return regions.stream().filter(ofFeeds::contains).distinct().sorted().toList();
  }
}
