package org.keyferry.exporter.aggregate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.keyferry.exporter.aggregate.AggregateObjects.Noted;

/**
 * The aggregates that no alias names, whoever left them there. Since when is noted in the store:
 * exporters may be started anew more often than such an aggregate stays.
 *
 * <p>in: objects of aggregates; out: a note of those that have no name, and those deleted that had
 * none in the last one
 */
final class IdleAggregates {
  private final AggregateObjects objects;
  private final Duration kept;
  private final InstantSource clock;

  /** As they were read or written; of feeds that were looked at. */
  private final Map<String, Noted> notes = new HashMap<>();

  /**
   * @param kept how long an aggregate stays at least after it lost its name; at most twice as long,
   *     and until somebody looks
   */
  IdleAggregates(AggregateObjects objects, Duration kept, InstantSource clock) {
    this.objects = objects;
    this.kept = kept;
    this.clock = clock;
  }

  /** Trusts nothing that it remembers. */
  void forget() {
    notes.clear();
  }

  /**
   * Deletes what has had no name for long enough, and notes what has none now.
   *
   * @param named the objects that aliases name
   * @throws IOException if the store fails; the next round goes on
   */
  void tidy(String feed, Collection<String> named) throws IOException {
    Instant now = clock.instant();
    Noted noted = noted(feed);
    if (noted.note().holds(now, kept)) {
      return;
    }
    var idle = new TreeSet<>(objects.stored(feed));
    idle.removeAll(named);
    for (String name : noted.note().names()) {
      if (idle.remove(name)) {
        objects.delete(name);
      }
    }
    if (!idle.isEmpty() || !noted.note().names().isEmpty()) {
      notes.remove(feed);
      notes.put(feed, objects.note(feed, new IdleNote(now, idle), noted));
    }
  }

  private Noted noted(String feed) throws IOException {
    Noted known = notes.get(feed);
    if (known == null) {
      known = objects.note(feed);
      notes.put(feed, known);
    }
    return known;
  }
}
