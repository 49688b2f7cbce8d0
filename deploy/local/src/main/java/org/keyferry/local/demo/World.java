package org.keyferry.local.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;

/**
 * People with phones who have met in the past days, each time where both were. Who meets and who
 * falls ill follows from a seed; keys never do, so that a second run on the same data has keys of
 * its own.
 */
final class World {
  /**
   * Meetings were between the day before yesterday and so many days ago: those keys have expired
   * and their embargo is over, whatever the time of day.
   */
  static final int NEWEST_DAY = 2;

  static final int OLDEST_DAY = 13;

  private static final int MEETINGS_PER_PERSON = 3;
  private static final int PEOPLE_PER_PATIENT = 16;
  private static final int LEAST_PATIENTS = 4;

  private final Interval today;
  private final List<Person> people;
  private final List<Person> patients;
  private final Ways ways;
  private final Map<Integer, Set<Exposure>> exposed = new TreeMap<>();
  private int meetings;

  private World(Ways ways, Instant now, List<Person> people, List<Person> patients) {
    this.ways = ways;
    this.today = Interval.containing(now.truncatedTo(ChronoUnit.DAYS));
    this.people = people;
    this.patients = patients;
  }

  /**
   * A world in which everyone has met who will.
   *
   * @param ways where they live, and how keys come from there to others
   * @param count phones, 10 or more
   * @param seed decides who travels, who meets whom and who falls ill
   * @param now days are counted back from here
   */
  static World of(Ways ways, int count, long seed, Instant now) {
    var random = new Random(seed);
    List<Person> people = new Population(ways.regions()).people(count, random);
    var shuffled = new ArrayList<>(people);
    Collections.shuffle(shuffled, random);
    int patients = Math.max(LEAST_PATIENTS, count / PEOPLE_PER_PATIENT);
    var world = new World(ways, now, people, List.copyOf(shuffled.subList(0, patients)));
    for (int i = 0; i < count * MEETINGS_PER_PERSON; i++) {
      world.meetOne(people.get(random.nextInt(count)), random);
    }
    return world;
  }

  /**
   * The person meets someone who was in the same region on the same day, if anyone was. Guests meet
   * other guests as often as anyone else.
   */
  private void meetOne(Person person, Random random) {
    int day = day(person, random);
    Region place = person.whereabouts(day);
    var there =
        people.stream()
            .filter(other -> !other.equals(person) && other.whereabouts(day).equals(place))
            .toList();
    var guests = there.stream().filter(other -> !other.home().equals(place)).toList();
    boolean amongGuests = !guests.isEmpty() && !person.home().equals(place) && random.nextBoolean();
    var choice = amongGuests ? guests : there;
    if (!choice.isEmpty()) {
      meet(person, choice.get(random.nextInt(choice.size())), day, random);
    }
  }

  /** On a trip people meet as many as in all the other days. */
  private static int day(Person person, Random random) {
    boolean onTrip = person.trip().isPresent() && random.nextBoolean();
    return onTrip
        ? random.nextInt(person.trip().get().lastDay(), person.trip().get().firstDay() + 1)
        : random.nextInt(NEWEST_DAY, OLDEST_DAY + 1);
  }

  private void meet(Person one, Person other, int day, Random random) {
    var interval = new Interval(startOf(day).number() + random.nextInt(RollingPeriod.MOST));
    one.phone().meet(other.phone(), interval);
    meetings++;
    note(one, other, day);
    note(other, one, day);
  }

  private void note(Person ill, Person met, int day) {
    if (patients.contains(ill) && !patients.contains(met)) {
      exposed
          .computeIfAbsent(met.number(), number -> new TreeSet<>())
          .add(exposure(met, ill, met.whereabouts(day)));
    }
  }

  /** Where the warning is looked for: at home by a local, else in the place. */
  private Exposure exposure(Person met, Person ill, Region place) {
    var encounter = Encounter.of(met, ill, place);
    return new Exposure(
        encounter, ways.between(ill.home(), encounter == Encounter.F3 ? place : met.home()));
  }

  /** How keys come from region to region. */
  Ways ways() {
    return ways;
  }

  /** First interval of the day so many days ago. */
  Interval startOf(int daysAgo) {
    return new Interval(today.number() - daysAgo * RollingPeriod.MOST);
  }

  /** Everyone. */
  List<Person> people() {
    return people;
  }

  /** Those who fall ill and upload. */
  List<Person> patients() {
    return patients;
  }

  /** Those who don't, and look for exposures. */
  List<Person> others() {
    return people.stream().filter(person -> !patients.contains(person)).toList();
  }

  /** How those who are not ill have met someone who is, by their numbers. */
  Map<Integer, Set<Exposure>> exposed() {
    return Collections.unmodifiableMap(exposed);
  }

  /** How often two phones met. */
  int meetings() {
    return meetings;
  }
}
