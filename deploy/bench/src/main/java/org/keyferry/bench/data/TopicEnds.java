package org.keyferry.bench.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far a topic is written. */
public final class TopicEnds {
  private TopicEnds() {}

  /**
   * The offset after the last record of each partition, hidden records included.
   *
   * @throws KafkaException if the brokers can't be asked
   */
  public static Map<TopicPartition, Long> of(Admin admin, String topic) {
    try {
      var latest = new HashMap<TopicPartition, OffsetSpec>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(partition ->
              latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      var ends = new HashMap<TopicPartition, Long>();
      admin.listOffsets(latest).all().get().forEach((p, end) -> ends.put(p, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new KafkaException("could not ask for the end of " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
