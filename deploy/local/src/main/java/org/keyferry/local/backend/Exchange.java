package org.keyferry.local.backend;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PushFormat;

/**
 * With whom a backend exchanges keys, and how.
 *
 * @param neighbours regions whose backends read a feed of ours, and we one of theirs
 * @param byHub regions with which keys are exchanged by a hub, by what is spoken there
 * @param serves what is spoken by the hub that this is, and nothing else; empty: it is the backend
 *     of a region
 */
public record Exchange(
    List<Region> neighbours, Map<PushFormat, List<Region>> byHub, Set<PushFormat> serves) {
  /** With nobody. */
  public static final Exchange NONE = new Exchange(List.of(), Map.of(), Set.of());

  public Exchange {
    neighbours = List.copyOf(neighbours);
    byHub = byHub.isEmpty() ? Map.of() : new EnumMap<>(byHub);
    serves = Set.copyOf(serves);
  }

  /** The id of the feed that is uploaded to a hub. */
  public static String feedFor(PushFormat hub) {
    return "to-" + hub.word();
  }

  /** Whether it is a hub and nothing else. */
  @JsonIgnore
  public boolean isHub() {
    return !serves.isEmpty();
  }

  /** Every region with which keys are exchanged. */
  public List<Region> regions() {
    return Stream.concat(neighbours.stream(), byHub.values().stream().flatMap(List::stream))
        .distinct()
        .toList();
  }

  /** Whether keys of the region come by a hub. */
  public boolean isByHub(Region region) {
    return byHub.values().stream().anyMatch(regions -> regions.contains(region));
  }
}
