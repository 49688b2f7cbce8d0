package org.keyferry.connector.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many keys of a feed were let in, by day, for as long as they count. Kept with the position of
 * the feed, so that it is as exact as that. The caps of a peer are made of those of all its feeds.
 *
 * @param days with keys, oldest first, at most {@link #REMEMBERED}
 * @param hour number of the last hour with keys, since the epoch
 * @param inHour how many in that hour
 */
public record KeyLedger(List<Day> days, long hour, long inHour) {
  /** How many days before the present one count. */
  public static final int REMEMBERED = 14;

  /** No key was let in yet. */
  public static final KeyLedger EMPTY = new KeyLedger(List.of(), 0, 0);

  private static final long SECONDS_OF_HOUR = 3600;
  private static final long SECONDS_OF_DAY = 86_400;

  /**
   * A day of UTC.
   *
   * @param day number since the epoch
   * @param keys in all
   * @param mostInHour in the hour that had most
   */
  record Day(long day, long keys, long mostInHour) {
    Day and(Day same) {
      return new Day(day, keys + same.keys, mostInHour + same.mostInHour);
    }
  }

  public KeyLedger {
    days = List.copyOf(days);
  }

  /** Why so many keys more would be too many now; empty if they are not. */
  public Optional<String> excess(long keys, Instant now, KeyCaps caps) {
    long day = dayOf(now);
    long thisHour = hour == hourOf(now) ? inHour : 0;
    long hourly = caps.hourly(most(day, Day::mostInHour));
    if (thisHour + keys > hourly) {
      return Optional.of("more than " + hourly + " keys in an hour");
    }
    long today = days.stream().filter(each -> each.day() == day).mapToLong(Day::keys).sum();
    long daily = caps.daily(most(day, Day::keys));
    return today + keys > daily
        ? Optional.of("more than " + daily + " keys in a day")
        : Optional.empty();
  }

  private long most(long today, ToLongFunction<Day> count) {
    return days.stream()
        .filter(each -> each.day() < today && each.day() >= today - REMEMBERED)
        .mapToLong(count)
        .max()
        .orElse(0);
  }

  /** With so many keys more that were let in now. */
  public KeyLedger plus(long keys, Instant now) {
    if (keys == 0) {
      return this;
    }
    long thisHour = hourOf(now);
    long day = dayOf(now);
    long newInHour = (hour == thisHour ? inHour : 0) + keys;
    var kept = new ArrayList<Day>();
    Day today = new Day(day, 0, 0);
    for (Day each : days) {
      if (each.day() == day) {
        today = each;
      } else if (each.day() >= day - REMEMBERED) {
        kept.add(each);
      }
    }
    kept.add(new Day(day, today.keys() + keys, Math.max(today.mostInHour(), newInHour)));
    return new KeyLedger(kept, thisHour, newInHour);
  }

  /**
   * This and another of the same peer as one. The most of an hour that is over is the sum of
   * theirs, which is no less than it was: which hours they were is not remembered.
   */
  public KeyLedger and(KeyLedger other) {
    var sums = new TreeMap<Long, Day>();
    Stream.concat(days.stream(), other.days.stream())
        .forEach(day -> sums.merge(day.day(), day, Day::and));
    boolean later = hour > other.hour;
    long both = hour == other.hour ? inHour + other.inHour : later ? inHour : other.inHour;
    return new KeyLedger(List.copyOf(sums.values()), Math.max(hour, other.hour), both);
  }

  private static long dayOf(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SECONDS_OF_DAY);
  }

  private static long hourOf(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SECONDS_OF_HOUR);
  }

  /** As text that {@link #parse} reads. */
  public String render() {
    String text =
        days.stream()
            .map(day -> day.day() + ":" + day.keys() + ":" + day.mostInHour())
            .collect(Collectors.joining(" "));
    return hour + ":" + inHour + (text.isEmpty() ? "" : " " + text);
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static KeyLedger parse(String text) {
    String[] parts = text.split(" ");
    long[] first = numbers(parts[0], 2);
    List<Day> days =
        Arrays.stream(parts)
            .skip(1)
            .map(part -> numbers(part, 3))
            .map(n -> new Day(n[0], n[1], n[2]))
            .toList();
    return new KeyLedger(days, first[0], first[1]);
  }

  private static long[] numbers(String part, int count) {
    long[] numbers = Arrays.stream(part.split(":")).mapToLong(Long::parseLong).toArray();
    if (numbers.length != count) {
      throw new IllegalArgumentException("expected " + count + " numbers, got " + numbers.length);
    }
    return numbers;
  }
}
