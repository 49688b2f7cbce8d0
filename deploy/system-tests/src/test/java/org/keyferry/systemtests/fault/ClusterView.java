package org.keyferry.systemtests.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.wire.topic.Topics;

/** What the brokers say of who has which partition. */
public final class ClusterView implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Admin admin;
  private final int feedPartitions;

  /**
   * @param feedPartitions how many partitions the topics keyed by feed have
   */
  public ClusterView(String bootstrapServers, int feedPartitions) {
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                "20000",
                "request.timeout.ms",
                "10000"));
    this.feedPartitions = feedPartitions;
  }

  /** The partition of a feed's records. */
  public static int partitionOf(String feed, int partitions) {
    return BuiltInPartitioner.partitionForKey(feed.getBytes(US_ASCII), partitions);
  }

  /** Which exporter publishes the feed's batches; waits until one does. */
  public Part exporterOf(String feed) {
    var partition =
        new TopicPartition(Topics.BATCHES_SEALED.name(), partitionOf(feed, feedPartitions));
    return ownerOf(partition, "batch-exporter", List.of(Part.EXPORTER, Part.SECOND_EXPORTER));
  }

  /** Which processor settles a partition of the inputs; waits until one does. */
  public Part processorOf(int keyPartition) {
    var partition = new TopicPartition(Topics.KEYS_SUBMITTED.name(), keyPartition);
    return ownerOf(partition, "streams-processor", List.of(Part.PROCESSOR, Part.SECOND_PROCESSOR));
  }

  private Part ownerOf(TopicPartition partition, String group, List<Part> parts) {
    return await("an owner of " + partition)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> findOwner(partition, group, parts), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Part> findOwner(TopicPartition partition, String group, List<Part> parts) {
    return members(group)
        .filter(member -> member.assignment().topicPartitions().contains(partition))
        .flatMap(member -> member.groupInstanceId().stream())
        .flatMap(name -> parts.stream().filter(isNamed(name)))
        .findFirst();
  }

  /** The threads of a processor are members each, with a number behind the instance's name. */
  private static Predicate<Part> isNamed(String member) {
    return part -> member.equals(part.instance()) || member.startsWith(part.instance() + "-");
  }

  private Stream<MemberDescription> members(String group) {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream();
    } catch (ExecutionException e) {
      throw new KafkaException("who is in group " + group + "?", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Returns when every copy of every partition is in sync. */
  public void awaitInSync() {
    await("every copy to be in sync")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsMatching(KafkaException.class::isInstance)
        .until(this::allAreInSync);
  }

  private boolean allAreInSync() throws InterruptedException {
    try {
      var all = new ListTopicsOptions().listInternal(true);
      var names = admin.listTopics(all).names().get();
      return admin.describeTopics(names).allTopicNames().get().values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    } catch (ExecutionException e) {
      throw new KafkaException("are all copies in sync?", e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
