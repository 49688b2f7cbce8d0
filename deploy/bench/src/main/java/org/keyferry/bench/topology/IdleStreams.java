package org.keyferry.bench.topology;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * A topology that has its partitions and its stores and waits for records: starting is no part of
 * what is measured.
 */
final class IdleStreams implements AutoCloseable {
  /** Stores that hold much are restored first. */
  private static final long START_SECONDS = 1_200;

  /**
   * Of each store; what Kafka Streams tells of RocksDB. Not what is pending, which may stay so
   * until more is written.
   */
  private static final Set<String> WORK_OF_STORES =
      Set.of("num-running-compactions", "num-running-flushes");

  private static final Duration STOP = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private volatile Throwable failure;

  private IdleStreams(KafkaStreams streams) {
    this.streams = streams;
    streams.setUncaughtExceptionHandler(thrown -> {
      failure = thrown;
      running.completeExceptionally(thrown);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setStateListener((now, before) -> {
      if (now == State.RUNNING) {
        running.complete(null);
      }
    });
  }

  /** Starts it and returns when every task is assigned. */
  static IdleStreams start(Topology topology, Properties properties, Time time) {
    var idle = new IdleStreams(new KafkaStreams(topology, properties, time));
    try {
      idle.streams.start();
      idle.running.get(START_SECONDS, TimeUnit.SECONDS);
      return idle;
    } catch (ExecutionException | TimeoutException e) {
      idle.close();
      throw new CommandFailure(
          new Problem("topology", "Kafka Streams", "to run within " + START_SECONDS + " s", "" + e),
          e);
    } catch (InterruptedException e) {
      idle.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Returns if it still works.
   *
   * @throws CommandFailure if a thread of it failed
   */
  void requireAlive() {
    if (failure != null) {
      throw new CommandFailure(
          new Problem("topology", "Kafka Streams", "no failure", failure.toString()), failure);
    }
  }

  /**
   * Returns when RocksDB has nothing left to do: what a restored store still has to compact is no
   * part of the work that follows.
   */
  void awaitCompacted() {
    Workplace.await(
        "stores compacted",
        Duration.ofSeconds(START_SECONDS),
        () -> streams.metrics().values().stream().noneMatch(IdleStreams::isBusy));
  }

  private static boolean isBusy(Metric metric) {
    return WORK_OF_STORES.contains(metric.metricName().name())
        && metric.metricValue() instanceof Number work
        && work.longValue() > 0;
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(STOP)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
