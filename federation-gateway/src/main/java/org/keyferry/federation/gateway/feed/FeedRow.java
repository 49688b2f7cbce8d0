package org.keyferry.federation.gateway.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The chunks of one feed that are not expired, by their numbers. For one thread at a time. */
final class FeedRow {
  /** So many of the newest batches tell how often one comes. */
  private static final int LOOKED_AT = 12;

  private static final long LEAST_MAKING_SECONDS = 5;
  private static final long MOST_MAKING_SECONDS = 90;

  private final NavigableMap<Long, BatchChunks> byFirst = new TreeMap<>();
  private final Map<Long, Long> firstOfSequence = new HashMap<>();

  void put(long sequence, BatchChunks batch) {
    remove(sequence);
    byFirst.put(batch.first(), batch);
    firstOfSequence.put(sequence, batch.first());
  }

  void remove(long sequence) {
    Long first = firstOfSequence.remove(sequence);
    if (first != null) {
      byFirst.remove(first);
    }
  }

  boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** The number of the newest chunk. */
  long latest() {
    return newest().last();
  }

  /** The number of the oldest chunk. */
  long oldest() {
    return byFirst.firstKey();
  }

  private BatchChunks newest() {
    return byFirst.lastEntry().getValue();
  }

  /** When the newest window ended. */
  Instant newestEnd() {
    return newest().end();
  }

  /** When the next chunk is to be expected: behind the next window, with time to make a file. */
  Instant nextExpected() {
    long step = step().toSeconds();
    long making = Math.clamp(step / 20, LEAST_MAKING_SECONDS, MOST_MAKING_SECONDS);
    return newestEnd().plusSeconds(step + making);
  }

  /** The length of the shortest of the newest windows: as often as that, a batch may come. */
  private Duration step() {
    Collection<BatchChunks> newestFirst = byFirst.descendingMap().values();
    return newestFirst.stream()
        .limit(LOOKED_AT)
        .map(BatchChunks::length)
        .filter(Duration::isPositive)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** What there is under the number. */
  Found find(long number) {
    if (number > latest()) {
      return new Found.NotYet();
    }
    var entry = byFirst.floorEntry(number);
    if (entry != null && number <= entry.getValue().last()) {
      return new Found.There(entry.getValue().chunk(number));
    }
    return new Found.Expired(byFirst.higherKey(number));
  }

  /** What there is under a number of a chunk. */
  sealed interface Found {
    /** A chunk. */
    record There(Chunk chunk) implements Found {}

    /** Nothing yet. */
    record NotYet() implements Found {}

    /**
     * Nothing any more.
     *
     * @param next number of the first chunk behind it that is there
     */
    record Expired(long next) implements Found {}
  }
}
