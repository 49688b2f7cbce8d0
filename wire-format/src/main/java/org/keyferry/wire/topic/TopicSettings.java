package org.keyferry.wire.topic;

import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How topics are laid out on the brokers: {@code keyferry.topics}. */
public record TopicSettings(
    @Setting("Partitions of the topics keyed by key bytes, 1 to 1024. Fixed once topics exist.")
        Integer keyPartitions,
    @Setting("Partitions of the topics keyed by feed, 1 to 1024.") Integer feedPartitions,
    @Setting("Copies of each partition, 1 to 7; all but one must be in sync for a write.")
        Integer replicationFactor) {

  public TopicSettings {
    keyPartitions = keyPartitions == null ? 4 : keyPartitions;
    feedPartitions = feedPartitions == null ? 4 : feedPartitions;
    replicationFactor = replicationFactor == null ? 3 : replicationFactor;
    InvalidSetting.unlessBetween(1, 1024, "keyferry.topics.key-partitions", keyPartitions);
    InvalidSetting.unlessBetween(1, 1024, "keyferry.topics.feed-partitions", feedPartitions);
    InvalidSetting.unlessBetween(1, 7, "keyferry.topics.replication-factor", replicationFactor);
  }

  /** How many partitions the topic has. */
  public int partitions(Topic<?> topic) {
    return switch (topic.partitioning()) {
      case BY_KEY -> keyPartitions;
      case BY_FEED -> feedPartitions;
      case SINGLE -> 1;
    };
  }
}
