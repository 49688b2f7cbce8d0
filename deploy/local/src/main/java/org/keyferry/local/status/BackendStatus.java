package org.keyferry.local.status;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that {@code ./keyferry status} knows.
 *
 * @param parts by name, whether each part answers: {@code up} or {@code down}
 * @param topics each topic with each of its groups; empty if the brokers are down
 * @param buckets of the processor, or null if it is down or there is none
 * @param batches of the exporter, or null if it is down or there is none
 * @param connectors of the Connect worker; empty if it is down or there is none
 * @param setAside how many batches were set aside, by peer; empty if the store is down
 */
public record BackendStatus(
    Map<String, String> parts,
    List<TopicLag> topics,
    BucketStatus buckets,
    BatchStatus batches,
    List<ConnectStatus> connectors,
    Map<String, Long> setAside) {
  /** A part that answers. */
  public static final String UP = "up";

  /** A part that does not. */
  public static final String DOWN = "down";

  public BackendStatus {
    topics = List.copyOf(topics);
    connectors = List.copyOf(connectors);
    setAside = Collections.unmodifiableMap(new TreeMap<>(setAside));
  }

  /** Whether every part answers, and no connector failed. */
  public boolean isWhole() {
    return !parts.containsValue(DOWN) && connectors.stream().noneMatch(ConnectStatus::isFailed);
  }
}
