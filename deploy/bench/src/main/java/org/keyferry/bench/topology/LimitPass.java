package org.keyferry.bench.topology;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.StreamsConfig;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/** One pass of {@link PutIfAbsentTopology} over everything in {@code keys.submitted}. */
final class LimitPass {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Broker broker;
  private final Properties properties;

  /**
   * @param properties those of the processor, with an application id of its own
   */
  LimitPass(Broker broker, Properties properties) {
    this.broker = broker;
    this.properties = properties;
  }

  /** Makes the topic that every pass writes to. */
  static void createOutput(Broker broker) throws ExecutionException, InterruptedException {
    int partitions = Broker.TOPICS.partitions(Topics.KEYS_SUBMITTED);
    var topic =
        new NewTopic(PutIfAbsentTopology.OUTPUT, Optional.of(partitions), Optional.of((short) 1));
    broker.admin().createTopics(List.of(topic)).all().get();
  }

  /**
   * Runs until every record is committed.
   *
   * @param distinct how many different keys there are, which the output must have
   */
  PassResult run(HiddenRecords records, int distinct) {
    String group = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    var progress = new GroupProgress(broker.admin(), group, Topics.KEYS_SUBMITTED.name());
    try (var heap = new HeapPeak();
        var output = new CommittedRecords(broker.settings(), PutIfAbsentTopology.OUTPUT);
        var streams = IdleStreams.start(PutIfAbsentTopology.topology(), properties, Time.SYSTEM)) {
      long start = System.nanoTime();
      records.reveal();
      Workplace.await(
          "the limit's topology",
          LONGEST,
          () -> {
            streams.requireAlive();
            return progress.isAtEnd();
          });
      long took = System.nanoTime() - start;
      requireCount(output, distinct);
      return PassResult.begun(Duration.ZERO, Duration.ZERO)
          .and(took, 0, 0)
          .withHeap(heap.mebibytes());
    }
  }

  private static void requireCount(CommittedRecords output, int distinct) {
    long[] count = new long[1];
    Workplace.await(
        distinct + " records of the limit's topology",
        LONGEST,
        () -> {
          count[0] += output.poll().count();
          return count[0] >= distinct;
        });
    if (count[0] != distinct) {
      throw new CommandFailure(
          new Problem(
              "distinct keys",
              "the output of the limit's topology",
              String.valueOf(distinct),
              String.valueOf(count[0])));
    }
  }
}
