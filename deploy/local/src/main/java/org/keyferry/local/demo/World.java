package org.keyferry.local.demo;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.keyferry.local.phone.Phone;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * People with phones who have met in the past days. Who meets and who falls ill follows from a
 * seed; keys never do, so that a second run on the same data has keys of its own.
 */
final class World {
  /**
   * Meetings were between the day before yesterday and so many days ago: those keys have expired
   * and their embargo is over, whatever the time of day.
   */
  static final int NEWEST_DAY = 2;

  static final int OLDEST_DAY = 13;

  private static final int MEETINGS_PER_PHONE = 2;
  private static final int PHONES_PER_PATIENT = 16;
  private static final int LEAST_PATIENTS = 4;

  private final Interval today;
  private final List<Phone> phones;
  private final List<Phone> patients;
  private final Set<Integer> exposed = new TreeSet<>();
  private int meetings;

  private World(Instant now, List<Phone> phones, List<Phone> patients) {
    this.today = Interval.containing(now.truncatedTo(ChronoUnit.DAYS));
    this.phones = phones;
    this.patients = patients;
  }

  /**
   * A world in which everyone has met who will.
   *
   * @param count phones, 10 or more
   * @param seed decides who meets whom and who falls ill
   * @param now days are counted back from here
   */
  static World of(int count, long seed, Instant now) {
    var random = new Random(seed);
    var keys = new SecureRandom();
    List<Phone> phones =
        IntStream.range(0, count).mapToObj(number -> new Phone(number, keys)).toList();
    var shuffled = new ArrayList<>(phones);
    Collections.shuffle(shuffled, random);
    int patients = Math.max(LEAST_PATIENTS, count / PHONES_PER_PATIENT);
    var world = new World(now, phones, List.copyOf(shuffled.subList(0, patients)));
    for (int i = 0; i < count * MEETINGS_PER_PHONE; i++) {
      world.meet(phones.get(random.nextInt(count)), phones.get(random.nextInt(count)), random);
    }
    return world;
  }

  private void meet(Phone one, Phone other, Random random) {
    if (one == other) {
      return;
    }
    int day = random.nextInt(NEWEST_DAY, OLDEST_DAY + 1);
    var interval = new Interval(startOf(day).number() + random.nextInt(RollingPeriod.MOST));
    one.meet(other, interval);
    meetings++;
    note(one, other);
    note(other, one);
  }

  private void note(Phone one, Phone other) {
    if (patients.contains(one) && !patients.contains(other)) {
      exposed.add(other.number());
    }
  }

  /** First interval of the day so many days ago. */
  Interval startOf(int daysAgo) {
    return new Interval(today.number() - daysAgo * RollingPeriod.MOST);
  }

  /** Everyone. */
  List<Phone> phones() {
    return phones;
  }

  /** Those who fall ill and upload. */
  List<Phone> patients() {
    return patients;
  }

  /** Those who don't, and look for exposures. */
  List<Phone> others() {
    return phones.stream().filter(phone -> !patients.contains(phone)).toList();
  }

  /** Numbers of those who are not ill and have met someone who is. */
  Set<Integer> exposed() {
    return Set.copyOf(exposed);
  }

  /** How often two phones met. */
  int meetings() {
    return meetings;
  }
}
