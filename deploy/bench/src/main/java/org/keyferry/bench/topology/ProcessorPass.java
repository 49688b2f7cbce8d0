package org.keyferry.bench.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorTopology;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;

/**
 * One pass of the processor's own topology over some buckets, one after the other: the clock stands
 * at the start of the bucket, all its keys are held, the clock jumps past the bucket's end, and the
 * batches are settled, sliced, assembled and sealed.
 */
final class ProcessorPass {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Broker broker;
  private final ProcessorPlan plan;
  private final Properties properties;

  /**
   * @param properties those of the processor, with an application id of its own
   */
  ProcessorPass(Broker broker, ProcessorPlan plan, Properties properties) {
    this.broker = broker;
    this.plan = plan;
    this.properties = properties;
  }

  /**
   * Runs until every key is sealed.
   *
   * @param buckets in the order of their time
   */
  PassResult run(List<PassBucket> buckets) {
    var time = new ShiftedTime(buckets.getFirst().window().start().plusSeconds(1));
    var registry = new SimpleMeterRegistry();
    var live = LivePlan.unchanging(plan.feeds());
    var observation = new Observation(registry, live, Clock.systemUTC());
    long begin = System.nanoTime();
    try (var heap = new HeapPeak();
        var output = new SealedOutput(broker.settings());
        var streams =
            IdleStreams.start(ProcessorTopology.build(plan, live, observation), properties, time)) {
      var result = PassResult.begun(since(begin), compacted(streams));
      var expected = new KeySum();
      int count = 0;
      for (PassBucket bucket : buckets) {
        count += bucket.count();
        expected.add(bucket.expected());
        time.jumpTo(bucket.window().start().plusSeconds(1));
        long start = System.nanoTime();
        takeIn(bucket, streams, registry, count);
        long held = System.nanoTime();
        output.nextBucket();
        time.jumpTo(bucket.window().end().plus(plan.feeds().grace()));
        awaitSealed(streams, output, expected.count());
        result = result.and(held - start, System.nanoTime() - held, output.firstBatchAt() - held);
      }
      output.keys().requireSame(expected);
      return result.withHeap(heap.mebibytes());
    }
  }

  private static Duration compacted(IdleStreams streams) {
    long begin = System.nanoTime();
    streams.awaitCompacted();
    return since(begin);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void takeIn(
      PassBucket bucket, IdleStreams streams, SimpleMeterRegistry registry, int count) {
    bucket.records().reveal();
    Workplace.await("all keys held", LONGEST, () -> isTakenIn(streams, registry, count));
  }

  private static void awaitSealed(IdleStreams streams, SealedOutput output, long count) {
    Workplace.await(
        "all keys sealed",
        LONGEST,
        () -> {
          streams.requireAlive();
          return output.sealedKeys() >= count;
        });
  }

  private static boolean isTakenIn(IdleStreams streams, SimpleMeterRegistry registry, int count) {
    streams.requireAlive();
    double taken =
        registry.find("keyferry.keys.admitted").counter().count()
            + registry.find("keyferry.keys.repeated").counter().count()
            + registry.find("keyferry.keys.rejected").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    return taken >= count;
  }
}
