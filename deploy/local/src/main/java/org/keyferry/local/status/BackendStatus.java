package org.keyferry.local.status;

import java.util.List;
import java.util.Map;

/**
 * Everything that {@code ./keyferry status} knows.
 *
 * @param parts by name, whether each part answers: {@code up} or {@code down}
 * @param topics each topic with each of its groups; empty if the brokers are down
 * @param buckets of the processor, or null if it is down
 * @param batches of the exporter, or null if it is down
 */
public record BackendStatus(
    Map<String, String> parts, List<TopicLag> topics, BucketStatus buckets, BatchStatus batches) {
  /** A part that answers. */
  public static final String UP = "up";

  /** A part that does not. */
  public static final String DOWN = "down";

  public BackendStatus {
    topics = List.copyOf(topics);
  }

  /** Whether every part answers. */
  public boolean isWhole() {
    return !parts.containsValue(DOWN);
  }
}
