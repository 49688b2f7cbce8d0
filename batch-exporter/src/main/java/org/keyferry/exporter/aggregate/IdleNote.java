package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which objects of aggregates had no name, and when. As text: the time by ISO 8601 in the first
 * line, then a name in each.
 *
 * @param at when it was looked
 * @param names relative to the public prefix
 */
record IdleNote(Instant at, SortedSet<String> names) {

  /** Of one that says nothing. */
  static final IdleNote NOTHING = new IdleNote(Instant.EPOCH, new TreeSet<>());

  /** Whether it is too early to go by it. One of the future was written by a wrong clock. */
  boolean holds(Instant now, Duration kept) {
    return !at.isAfter(now) && now.isBefore(at.plus(kept));
  }

  /** As it is stored. */
  byte[] bytes() {
    return (at + "\n" + String.join("\n", names)).getBytes(US_ASCII);
  }

  /** Of what was stored; what is no note says nothing, and is written anew. */
  static IdleNote of(byte[] bytes) {
    List<String> lines = new String(bytes, US_ASCII).lines().toList();
    try {
      return lines.isEmpty()
          ? NOTHING
          : new IdleNote(
              Instant.parse(lines.getFirst()), new TreeSet<>(lines.subList(1, lines.size())));
    } catch (DateTimeParseException e) {
      return NOTHING;
    }
  }
}
