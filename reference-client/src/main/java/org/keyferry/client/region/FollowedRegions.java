package org.keyferry.client.region;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.wire.key.Region;

/**
 * The regions of one person, which their phone alone knows.
 *
 * @param base where they live or often are; always followed
 * @param visits to others
 */
public record FollowedRegions(Set<Region> base, List<Visit> visits) {
  public FollowedRegions {
    base = Set.copyOf(base);
    visits = List.copyOf(visits);
  }

  /** Those to follow now. */
  public Set<Region> at(Instant now) {
    var regions = new TreeSet<Region>((one, other) -> one.code().compareTo(other.code()));
    regions.addAll(base);
    visits.stream().filter(visit -> visit.matters(now)).map(Visit::region).forEach(regions::add);
    return regions;
  }
}
