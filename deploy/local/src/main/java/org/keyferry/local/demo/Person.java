package org.keyferry.local.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.client.region.FollowedRegions;
import org.keyferry.local.phone.Phone;
import org.keyferry.wire.key.Region;

/**
 * A person with a phone. Where they were nobody knows but their phone: it decides which feeds it
 * follows, and which regions it declares if they fall ill.
 *
 * @param phone theirs
 * @param home where they live
 * @param trip to another region, if they went
 */
record Person(Phone phone, Region home, Optional<Trip> trip) {
  Person {
    trip.ifPresent(away -> {
      if (away.region().equals(home)) {
        throw new IllegalArgumentException("a trip to where they live, " + home);
      }
    });
  }

  /** Where they were so many days ago. */
  Region whereabouts(int daysAgo) {
    return trip.filter(away -> away.includes(daysAgo)).map(Trip::region).orElse(home);
  }

  /** Every region in which they were, their own first. */
  Set<String> regions() {
    var regions = new TreeSet<>(Set.of(home.code()));
    trip.ifPresent(away -> regions.add(away.region().code()));
    return regions;
  }

  /** The regions that their phone follows. */
  FollowedRegions followed(Instant now) {
    return new FollowedRegions(Set.of(home), trip.map(away -> away.visit(now)).stream().toList());
  }

  int number() {
    return phone.number();
  }
}
