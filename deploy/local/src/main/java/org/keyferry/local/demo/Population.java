package org.keyferry.local.demo;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.keyferry.local.phone.Phone;
import org.keyferry.wire.key.Region;

/**
 * Who lives where, and who travels. In every region live as many; two of three have been in
 * another. Where and when follows from a seed, keys never do.
 *
 * @param regions in which people live and between which they travel, one or more
 */
record Population(List<Region> regions) {
  private static final int TRAVELLERS = 2;
  private static final int OF = 3;
  private static final int LONGEST_TRIP = 8;

  Population {
    regions = List.copyOf(regions);
  }

  /** So many people, spread over the regions. */
  List<Person> people(int count, Random random) {
    var keys = new SecureRandom();
    var people = new ArrayList<Person>();
    for (int number = 0; number < count; number++) {
      Region home = regions.get(number % regions.size());
      people.add(new Person(new Phone(number, keys), home, trip(home, random)));
    }
    return people;
  }

  private Optional<Trip> trip(Region home, Random random) {
    var others = regions.stream().filter(region -> !region.equals(home)).toList();
    if (others.isEmpty() || random.nextInt(OF) >= TRAVELLERS) {
      return Optional.empty();
    }
    int length = random.nextInt(1, LONGEST_TRIP + 1);
    int lastDay = random.nextInt(World.NEWEST_DAY, World.OLDEST_DAY - length + 2);
    return Optional.of(
        new Trip(others.get(random.nextInt(others.size())), lastDay + length - 1, lastDay));
  }
}
