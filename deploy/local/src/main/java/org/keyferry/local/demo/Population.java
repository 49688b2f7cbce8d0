package org.keyferry.local.demo;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.keyferry.local.phone.Phone;
import org.keyferry.wire.key.Region;

/**
 * Who lives where, and who travels. In every region live as many; every second one of those who
 * live where people travel has been in another such region. Where and when follows from a seed,
 * keys never do.
 *
 * @param travelled regions that people travel between, one or more
 * @param remote regions that nobody enters or leaves
 */
public record Population(List<Region> travelled, List<Region> remote) {
  private static final int ONE_TRAVELS_OF = 2;
  private static final int LONGEST_TRIP = 8;

  public Population {
    travelled = List.copyOf(travelled);
    remote = List.copyOf(remote);
  }

  /** All of them. */
  public List<Region> regions() {
    return Stream.concat(travelled.stream(), remote.stream()).toList();
  }

  /** So many people, spread over the regions. */
  List<Person> people(int count, Random random) {
    var keys = new SecureRandom();
    var homes = regions();
    var people = new ArrayList<Person>();
    for (int number = 0; number < count; number++) {
      Region home = homes.get(number % homes.size());
      people.add(new Person(new Phone(number, keys), home, trip(home, random)));
    }
    return people;
  }

  private Optional<Trip> trip(Region home, Random random) {
    var others = travelled.stream().filter(region -> !region.equals(home)).toList();
    if (others.isEmpty() || !travelled.contains(home) || random.nextInt(ONE_TRAVELS_OF) > 0) {
      return Optional.empty();
    }
    int length = random.nextInt(1, LONGEST_TRIP + 1);
    int lastDay = random.nextInt(World.NEWEST_DAY, World.OLDEST_DAY - length + 2);
    return Optional.of(
        new Trip(others.get(random.nextInt(others.size())), lastDay + length - 1, lastDay));
  }
}
