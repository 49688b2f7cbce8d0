package org.keyferry.bench.data;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;

/**
 * How the members of a group share the partitions of topics.
 *
 * @param admin outlives this
 * @param group its id
 */
public record GroupMembers(Admin admin, String group) {
  private static final Duration TO_SHARE = Duration.ofMinutes(3);

  /**
   * Returns when each of the processes has as many partitions of every topic.
   *
   * @param processes the members
   */
  public void awaitEven(List<ChildJvm> processes, List<String> topics) {
    Workplace.await(
        "partitions shared evenly by " + processes.size(),
        TO_SHARE,
        () -> {
          processes.forEach(ChildJvm::requireAlive);
          return areEven(processes.size(), topics);
        });
  }

  /** Whether there are so many members and each has as many partitions of every topic. */
  private boolean areEven(int members, List<String> topics)
      throws ExecutionException, InterruptedException {
    try {
      ConsumerGroupDescription now =
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
      return now.groupState() == GroupState.STABLE
          && now.members().size() == members
          && topics.stream().allMatch(topic -> isEven(now, topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isEven(ConsumerGroupDescription group, String topic) {
    var counts =
        group.members().stream().mapToLong(member -> count(member, topic)).summaryStatistics();
    return counts.getMin() > 0 && counts.getMax() - counts.getMin() <= 1;
  }

  private static long count(MemberDescription member, String topic) {
    return member.assignment().topicPartitions().stream()
        .filter(partition -> partition.topic().equals(topic))
        .count();
  }
}
