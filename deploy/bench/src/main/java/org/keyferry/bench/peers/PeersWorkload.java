package org.keyferry.bench.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.keyferry.wire.key.Region;

/**
 * How many keys come from how many backends, and when. A cycle stands for a bucket of a real day:
 * each backend publishes one batch in it, at a time of its own, and is asked once.
 *
 * @param peers how many backends, {@link #SPECIAL} or more; the first one is slow, the second drips
 * @param keysOfDay keys of each of them in all cycles together
 * @param cycles in how many batches
 * @param cycle how long each takes; also the poll interval, and the length of our own buckets
 */
record PeersWorkload(int peers, int keysOfDay, int cycles, Duration cycle) {
  static final Region HOME = new Region("NL");

  /** Answers after half a cycle. */
  static final int SLOW = 0;

  /** Begins to answer at once, a byte a second, and never comes to an end. */
  static final int DRIPPING = 1;

  /** Those that are not like all others. */
  static final int SPECIAL = 2;

  /** What it is, in words. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "%,d peers, one of them slow and one dripping, %,d keys of each in %d cycles of %d s",
        peers,
        keysOfDay,
        cycles,
        cycle.toSeconds());
  }

  /** Those that answer as they should. */
  int healthy() {
    return peers - SPECIAL;
  }

  /** Whether the peer's batches have to be on time. */
  static boolean isHealthy(int peer) {
    return peer >= SPECIAL;
  }

  /** Keys that are to arrive: those of all but the dripping peer. */
  long keys() {
    return (long) (peers - 1) * keysOfDay;
  }

  /** Of the day's keys of a peer, those in batches up to this one. */
  int keysThrough(int batch) {
    return (int) ((long) keysOfDay * batch / cycles);
  }

  /** When a peer publishes a batch, the first of which has the number 1: all over the cycle. */
  Instant due(Instant begin, int peer, int batch) {
    Duration stagger = cycle.multipliedBy(peer).dividedBy(peers);
    return begin.plus(cycle.multipliedBy(batch - 1L)).plus(stagger);
  }

  /** The region of a peer, which is also its name. */
  static Region region(int peer) {
    return new Region("XA-%03d".formatted(peer));
  }
}
