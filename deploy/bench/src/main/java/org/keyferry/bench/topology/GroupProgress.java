package org.keyferry.bench.topology;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.bench.data.TopicEnds;

/**
 * Whether a group has committed all of a topic that lay in it when this was made, hidden records
 * too.
 */
final class GroupProgress {
  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, Long> ends;

  GroupProgress(Admin admin, String group, String topic) {
    this.admin = admin;
    this.group = group;
    this.ends = TopicEnds.of(admin, topic);
  }

  boolean isAtEnd() throws ExecutionException, InterruptedException {
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .allMatch(end -> {
          var offset = committed.get(end.getKey());
          return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
  }
}
