package org.keyferry.client.state;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * Which keys were received, as 8 bytes of a digest each, so that a file that overlaps with earlier
 * ones yields each key once. A key that comes again with another report is another one.
 *
 * @param byDay the digests by the day of receipt, after which they may be forgotten
 */
public record SeenKeys(SortedMap<LocalDate, Set<Long>> byDay) {
  /** None yet. */
  public static final SeenKeys NONE = new SeenKeys(new TreeMap<>());

  public SeenKeys {
    var copy = new TreeMap<LocalDate, Set<Long>>();
    byDay.forEach((day, digests) -> copy.put(day, Set.copyOf(digests)));
    byDay = Collections.unmodifiableSortedMap(copy);
  }

  /** Those that were not received before, in their order. */
  public List<DiagnosisKey> unseen(List<DiagnosisKey> keys) {
    var unseen = new ArrayList<DiagnosisKey>();
    for (DiagnosisKey key : keys) {
      long digest = digest(key);
      if (byDay.values().stream().noneMatch(digests -> digests.contains(digest))) {
        unseen.add(key);
      }
    }
    return unseen;
  }

  /** With these, received that day. */
  public SeenKeys plus(List<DiagnosisKey> keys, LocalDate day) {
    if (keys.isEmpty()) {
      return this;
    }
    Map<LocalDate, Set<Long>> more = new HashMap<>(byDay);
    var ofDay = new HashSet<>(more.getOrDefault(day, Set.of()));
    keys.forEach(key -> ofDay.add(digest(key)));
    more.put(day, ofDay);
    return new SeenKeys(new TreeMap<>(more));
  }

  /** Without those of earlier days: no file that is still listed can have them. */
  public SeenKeys since(LocalDate day) {
    return new SeenKeys(new TreeMap<>(byDay.tailMap(day)));
  }

  /** How many. */
  public long count() {
    return byDay.values().stream().mapToLong(Set::size).sum();
  }

  private static long digest(DiagnosisKey key) {
    ByteString sha256 = Sha256.of(key.toEvent().toByteArray());
    return ByteBuffer.wrap(sha256.toByteArray()).getLong();
  }

  @Override
  public String toString() {
    return "SeenKeys[" + count() + "]";
  }
}
