package org.keyferry.wire.topic;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.Duration;

/**
 * What is known of one topic.
 *
 * @param <V> the event that its values hold
 * @param name its name on the broker
 * @param key what the record key is, for the documents
 * @param value parser of the values
 * @param partitioning what decides the number of partitions
 * @param retention how long records stay (deleting topics; {@link #FOR_EVER} is told to brokers as
 *     such), or how long tombstones do (compacted ones)
 * @param compacted keeps the last value of each key instead of deleting by age
 * @param writtenBy the app that may write
 * @param carriesKeyBytes whether keys or values hold key bytes; only such topics may
 * @param carriesRegionsOfInterest whether values hold declared regions; only such topics may
 */
public record Topic<V extends MessageLite>(
    String name,
    String key,
    Parser<V> value,
    Partitioning partitioning,
    Duration retention,
    boolean compacted,
    String writtenBy,
    boolean carriesKeyBytes,
    boolean carriesRegionsOfInterest) {

  /** Longer than anything is kept. */
  public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** Who writes by hand, from machines whose clocks are nobody's concern. */
  public static final String OPERATORS = "operators";

  /** What decides the number of partitions of a topic. */
  public enum Partitioning {
    /** By key bytes; the number is equal for all such topics and fixed for ever. */
    BY_KEY,
    /** By feed. */
    BY_FEED,
    /** One partition: order matters more than speed. */
    SINGLE
  }

  public Topic {
    requireNonNull(name);
    requireNonNull(key);
    requireNonNull(value);
    requireNonNull(partitioning);
    requireNonNull(retention);
    requireNonNull(writtenBy);
  }

  /** Whether records have the time at which the broker appended them, and not their writer's. */
  public boolean isTimedByBroker() {
    return writtenBy.equals(OPERATORS);
  }

  @Override
  public String toString() {
    return name;
  }
}
