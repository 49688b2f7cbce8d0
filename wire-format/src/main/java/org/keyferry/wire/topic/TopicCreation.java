package org.keyferry.wire.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.keyferry.wire.Problem;
import org.keyferry.wire.retention.Housekeeping;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * Creates the topics that are missing, corrects how those that are there delete, and refuses those
 * that are there with another number of partitions.
 *
 * <p>in: {@link Topics}; out: topics on the brokers
 */
public final class TopicCreation {
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

  private final Admin admin;
  private final TopicSettings settings;

  public TopicCreation(Admin admin, TopicSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * Makes every topic of the registry exist as the settings say.
   *
   * @throws InvalidSetting if a topic exists with another number of partitions, or is to have more
   *     replicas than there are brokers
   * @throws KafkaException if the brokers can't be asked
   */
  public void ensureAll() {
    try {
      var existing = admin.listTopics().names().get();
      create(missing(existing));
      ensureDeletion(existing);
      for (var topic : Topics.ALL) {
        assertPartitions(topic);
      }
    } catch (ExecutionException e) {
      throw new KafkaException("could not create the topics", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating the topics", e);
    }
  }

  private void ensureDeletion(Set<String> existing) {
    Map<String, Map<String, String>> wanted = new HashMap<>();
    Topics.ALL.stream()
        .filter(topic -> existing.contains(topic.name()))
        .forEach(topic -> wanted.put(topic.name(), describe(topic).configs()));
    new TopicDeletion(admin).ensure(wanted);
  }

  private List<NewTopic> missing(Set<String> existing) {
    var missing = new ArrayList<NewTopic>();
    for (var topic : Topics.ALL) {
      if (!existing.contains(topic.name())) {
        missing.add(describe(topic));
      }
    }
    return missing;
  }

  private void create(List<NewTopic> topics) throws InterruptedException, ExecutionException {
    for (var created : admin.createTopics(topics).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case TopicExistsException _ -> {
            // Another app started at the same moment and was first.
          }
          case InvalidReplicationFactorException _ -> throw tooFewBrokers();
          default -> throw e;
        }
      }
    }
  }

  private InvalidSetting tooFewBrokers() throws InterruptedException, ExecutionException {
    int brokers = admin.describeCluster().nodes().get().size();
    return new InvalidSetting(
        new Problem(
            "keyferry.topics.replication-factor",
            "the settings",
            "at most " + brokers + ", as many as there are brokers",
            String.valueOf(settings.replicationFactor())));
  }

  private void assertPartitions(Topic<?> topic) throws InterruptedException, ExecutionException {
    int found = description(topic.name()).partitions().size();
    int expected = settings.partitions(topic);
    InvalidSetting.unless(
        found == expected,
        "partitions of topic " + topic.name(),
        found + ", as the topic has on the brokers",
        expected);
  }

  /** Brokers learn of a topic some time after its creation was acknowledged, and tell nobody. */
  private TopicDescription description(String topic)
      throws InterruptedException, ExecutionException {
    Timer timer = Time.SYSTEM.timer(LONGEST_SPREAD);
    while (true) {
      try {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || timer.isExpired()) {
          throw e;
        }
        timer.sleep(BETWEEN_QUESTIONS.toMillis());
      }
    }
  }

  private NewTopic describe(Topic<?> topic) {
    Map<String, String> configs = new HashMap<>();
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        String.valueOf(Math.max(1, settings.replicationFactor() - 1)));
    configs.put(
        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
        String.valueOf(Housekeeping.FURTHEST_AHEAD.toMillis()));
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Housekeeping.SEGMENT.toMillis()));
    configs.put(
        TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
        String.valueOf(Housekeeping.DELETED_FILE.toMillis()));
    if (topic.compacted()) {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      configs.put(
          TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(topic.retention().toMillis()));
      configs.put(
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          String.valueOf(Housekeeping.COMPACTION_LAG.toMillis()));
    } else {
      configs.put(TopicConfig.RETENTION_MS_CONFIG, retentionMillis(topic));
    }
    if (topic.isTimedByBroker()) {
      configs.put(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.toString());
    }
    return new NewTopic(
            topic.name(),
            Optional.of(settings.partitions(topic)),
            Optional.of(settings.replicationFactor().shortValue()))
        .configs(configs);
  }

  private static String retentionMillis(Topic<?> topic) {
    return topic.retention().equals(Topic.FOR_EVER)
        ? "-1"
        : String.valueOf(topic.retention().toMillis());
  }
}
