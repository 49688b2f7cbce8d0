package org.keyferry.local.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keyferry.local.backend.Exchange;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PushFormat;

/**
 * Which regions exchange keys, and how: each with each of the others in one way.
 *
 * @param regions that have a backend
 * @param efgs those of them that exchange by an EFGS hub with each other
 * @param interop those of them that exchange by an interop hub with all others
 */
public record Ways(List<Region> regions, Set<Region> efgs, Set<Region> interop) {
  /** The name of the hub, which is no region of phones. */
  static final Region HUB = new Region("EU");

  public Ways {
    regions = List.copyOf(regions);
    efgs = among(regions, efgs);
    interop = among(regions, interop);
  }

  private static Set<Region> among(List<Region> regions, Collection<Region> some) {
    var left = new LinkedHashSet<>(some);
    left.retainAll(regions);
    return left;
  }

  /** How keys of the one come to the other. */
  Way between(Region one, Region other) {
    if (one.equals(other)) {
      return Way.HOME;
    }
    if (interop.contains(one) || interop.contains(other)) {
      return Way.INTEROP;
    }
    return efgs.contains(one) && efgs.contains(other) ? Way.EFGS : Way.FEED;
  }

  /**
   * Where a key has to be published, and how it comes there.
   *
   * @param person whose it is
   */
  Map<String, Way> of(Person person) {
    Map<String, Way> ways = new TreeMap<>();
    for (Region region : regions) {
      Way way = between(person.home(), region);
      if (way.tellsAll() || person.regions().contains(region.code())) {
        ways.put(region.code(), way);
      }
    }
    return ways;
  }

  /** Pairs of regions that exchange keys so, such as {@code NL and BE}. */
  List<String> pairs(Way way) {
    var pairs = new ArrayList<String>();
    for (int one = 0; one < regions.size(); one++) {
      for (Region other : regions.subList(one + 1, regions.size())) {
        if (between(regions.get(one), other) == way) {
          pairs.add(regions.get(one) + " and " + other);
        }
      }
    }
    return pairs;
  }

  /**
   * What the backend of a region is started with.
   *
   * @param readers regions without a backend here that read a feed of theirs
   */
  Exchange exchange(Region region, Collection<Region> readers) {
    Map<PushFormat, List<Region>> byHub = new EnumMap<>(PushFormat.class);
    putUnlessEmpty(byHub, PushFormat.EFGS, others(region, Way.EFGS).toList());
    putUnlessEmpty(byHub, PushFormat.INTEROP, others(region, Way.INTEROP).toList());
    return new Exchange(
        Stream.concat(others(region, Way.FEED), readers.stream()).toList(), byHub, Set.of());
  }

  private Stream<Region> others(Region region, Way way) {
    return regions.stream().filter(other -> between(region, other) == way);
  }

  private static void putUnlessEmpty(
      Map<PushFormat, List<Region>> byHub, PushFormat format, List<Region> regions) {
    if (!regions.isEmpty()) {
      byHub.put(format, regions);
    }
  }

  /** Every data directory and process that is needed: the regions, and the hub if there is one. */
  public List<Region> backends() {
    return hub().isEmpty() ? regions : Stream.concat(regions.stream(), Stream.of(HUB)).toList();
  }

  /** What the hub has to speak; empty: none is needed. */
  Set<PushFormat> hub() {
    var formats = new LinkedHashSet<PushFormat>();
    regions.forEach(region -> formats.addAll(exchange(region, List.of()).byHub().keySet()));
    return formats;
  }
}
