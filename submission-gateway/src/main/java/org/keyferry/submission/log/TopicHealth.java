package org.keyferry.submission.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.TopicPartitionInfo;
import org.keyferry.wire.topic.Topics;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether uploads can be stored now: brokers answer and every partition of {@code keys.submitted}
 * has a leader. Part of readiness, not of liveness: a restart of the gateway brings no broker back.
 *
 * <p>in: metadata of the topic; out: up or down
 */
public final class TopicHealth implements HealthIndicator {
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final Admin admin;

  public TopicHealth(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Health health() {
    var options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(WAIT.toMillis()));
    String name = Topics.KEYS_SUBMITTED.name();
    try {
      var topic = admin.describeTopics(List.of(name), options).topicNameValues().get(name).get();
      return topic.partitions().stream().allMatch(TopicHealth::hasLeader)
          ? Health.up().build()
          : Health.down().build();
    } catch (ExecutionException e) {
      return Health.down(e).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down(e).build();
    }
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }
}
