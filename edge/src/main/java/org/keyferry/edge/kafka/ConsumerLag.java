package org.keyferry.edge.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures lag in records and in time. The time is exact: it reads the first record that a group
 * has not committed.
 *
 * <p>in: committed offsets, end offsets and one record per lagging partition; out: {@link GroupLag}
 */
public final class ConsumerLag implements AutoCloseable {
  /** A question that was broken off needs no answer. */
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

  private final Admin admin;
  private final OldestRecords oldest;
  private final InstantSource clock;

  /**
   * @param settings how to reach the brokers
   * @param clock what ages are measured against
   */
  public ConsumerLag(KafkaSettings settings, InstantSource clock) {
    this.admin = Admin.create(settings.clientProperties());
    this.oldest = new OldestRecords(settings);
    this.clock = clock;
  }

  /**
   * The lag of every group that the brokers know, by topic and group.
   *
   * @throws KafkaException if the brokers can't be asked
   */
  public List<GroupLag> ofAllGroups() {
    try {
      return of(admin.listGroups().all().get().stream().map(GroupListing::groupId).toList());
    } catch (ExecutionException e) {
      throw new KafkaException("could not list the consumer groups", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * The lag of the groups, by topic and group. A group that has committed nothing has no lag to
   * tell.
   *
   * @throws KafkaException if the brokers can't be asked
   */
  public synchronized List<GroupLag> of(Collection<String> groups) {
    try {
      var lags = new ArrayList<GroupLag>();
      for (String group : groups) {
        lags.addAll(lagOf(group));
      }
      return lags;
    } catch (ExecutionException e) {
      throw new KafkaException("could not measure the lag", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private List<GroupLag> lagOf(String group) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = committed(group);
    Map<TopicPartition, Long> ends = ends(committed.keySet());
    var behind = new HashMap<TopicPartition, Long>();
    committed.forEach((partition, offset) -> {
      if (ends.get(partition) > offset) {
        behind.put(partition, offset);
      }
    });
    Map<TopicPartition, Instant> times = oldest.times(behind, ends);
    Map<String, List<TopicPartition>> byTopic = new TreeMap<>();
    committed
        .keySet()
        .forEach(p -> byTopic.computeIfAbsent(p.topic(), topic -> new ArrayList<>()).add(p));
    Instant now = clock.instant();
    return byTopic.entrySet().stream()
        .map(topic -> {
          long records = 0;
          Duration age = Duration.ZERO;
          for (TopicPartition partition : topic.getValue()) {
            // Behind by transaction markers alone is not behind.
            if (times.containsKey(partition)) {
              records += ends.get(partition) - committed.get(partition);
              Duration waiting = Duration.between(times.get(partition), now);
              age = waiting.compareTo(age) > 0 ? waiting : age;
            }
          }
          return new GroupLag(topic.getKey(), group, records, age);
        })
        .toList();
  }

  private Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin
            .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
            .partitionsToOffsetAndMetadata(group)
            .get();
    var committed = new HashMap<TopicPartition, Long>();
    offsets.forEach((partition, offset) -> {
      if (offset != null) {
        committed.put(partition, offset.offset());
      }
    });
    return committed;
  }

  private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while measuring the lag", e);
  }

  @Override
  public synchronized void close() {
    oldest.close();
    admin.close(LONGEST_CLOSE);
  }
}
