package org.keyferry.local.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.audit.Finding.Kind;
import org.keyferry.local.topic.BrokerFailure;

/**
 * The time of the first record of every partition, as the broker tells it.
 *
 * <p>in: offsets by time; out: {@link Finding}
 */
final class BrokerTopics {
  private static final long EPOCH = 0;

  private final KafkaSettings kafka;

  BrokerTopics(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  List<Finding> find() throws InterruptedException {
    try (var admin = Admin.create(kafka.clientProperties())) {
      var first = admin.listOffsets(partitions(admin)).all().get();
      var findings = new ArrayList<Finding>();
      Map<String, ListOffsetsResultInfo> sorted = new TreeMap<>();
      first.forEach((partition, offset) -> sorted.put(partition.toString(), offset));
      sorted.forEach((partition, offset) -> findings.add(finding(partition, offset)));
      return findings;
    } catch (ExecutionException | KafkaException e) {
      throw BrokerFailure.of(kafka, "an answer", e instanceof KafkaException ? e : e.getCause());
    }
  }

  private static Map<TopicPartition, OffsetSpec> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    var names = admin.listTopics().names().get().stream().filter(KeyTopics::isLookedAt).toList();
    var partitions = new HashMap<TopicPartition, OffsetSpec>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .values()
        .forEach(topic ->
            topic
                .partitions()
                .forEach(partition ->
                    partitions.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.forTimestamp(EPOCH))));
    return partitions;
  }

  private static Finding finding(String partition, ListOffsetsResultInfo first) {
    Instant oldest = first.offset() < 0 ? null : Instant.ofEpochMilli(first.timestamp());
    String topic = partition.substring(0, partition.lastIndexOf('-'));
    return new Finding(Kind.TOPIC, partition, oldest, KeyTopics.holdsKeys(topic));
  }
}
