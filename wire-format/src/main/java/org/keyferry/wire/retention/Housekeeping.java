package org.keyferry.wire.retention;

import java.time.Duration;

/**
 * How long brokers and stores take to make away with what nobody needs any more. What configures
 * them and the sum of {@link KeyStays} both read it here.
 */
public final class Housekeeping {
  /** Segments roll at least this often, provided that anything is appended. */
  public static final Duration SEGMENT = Duration.ofHours(6);

  /**
   * Brokers refuse records from further ahead than this: a record from the future would outlive its
   * retention.
   */
  public static final Duration FURTHEST_AHEAD = Duration.ofHours(1);

  /** A rolled segment of a compacted topic is compacted after at most this. */
  public static final Duration COMPACTION_LAG = Duration.ofDays(1);

  /** How long a compacted topic keeps tombstones, for readers that are behind. */
  public static final Duration TOMBSTONES = Duration.ofDays(1);

  /** How long a segment that is deleted lingers under another name. */
  public static final Duration DELETED_FILE = Duration.ofMinutes(1);

  /** Between two looks of a broker at its segments, with the time that a deleted file lingers. */
  public static final Duration BROKER_CHECK = Duration.ofMinutes(10);

  /** Between two sweeps over a store; each leaves a record in the store's changelog. */
  public static final Duration STORE_SWEEP = Duration.ofHours(1);

  /** Between two flushes of what a store has in memory, deletions too. */
  public static final Duration STORE_FLUSH = Duration.ofHours(6);

  /** A file of a store is rewritten without what is deleted after at most this. */
  public static final Duration STORE_COMPACTION = Duration.ofDays(1);

  private Housekeeping() {}
}
