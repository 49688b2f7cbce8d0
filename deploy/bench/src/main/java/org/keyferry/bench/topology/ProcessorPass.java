package org.keyferry.bench.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorTopology;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.topic.Topics;

/**
 * One pass of the processor's own topology over everything in {@code keys.submitted}: the clock
 * stands at the start of the bucket, all keys are held, the clock jumps past the bucket's end, and
 * the batch is settled, sliced, assembled and sealed.
 */
final class ProcessorPass {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Broker broker;
  private final ProcessorPlan plan;
  private final Properties properties;
  private final BatchWindow window;

  /**
   * @param properties those of the processor, with an application id of its own
   * @param window the bucket that all records arrived in
   */
  ProcessorPass(Broker broker, ProcessorPlan plan, Properties properties, BatchWindow window) {
    this.broker = broker;
    this.plan = plan;
    this.properties = properties;
    this.window = window;
  }

  /**
   * Runs until every key is sealed.
   *
   * @param count how many records there are, repeats included
   * @param expected the different keys among them, which must be sealed, each once
   */
  PassResult run(HiddenRecords records, int count, KeySum expected) {
    var time = new ShiftedTime(window.start().plusSeconds(1));
    var registry = new SimpleMeterRegistry();
    var live = LivePlan.unchanging(plan.feeds());
    var observation = new Observation(registry, live, Clock.systemUTC());
    try (var output = new SealedOutput(broker.settings());
        var streams =
            IdleStreams.start(ProcessorTopology.build(plan, live, observation), properties, time)) {
      long start = System.nanoTime();
      records.reveal();
      Workplace.await("all keys held", LONGEST, () -> isTakenIn(streams, registry, count));
      long held = System.nanoTime();
      time.jumpTo(window.end().plus(plan.feeds().grace()));
      Workplace.await(
          "all keys sealed",
          LONGEST,
          () -> {
            streams.requireAlive();
            return output.sealedKeys() >= expected.count();
          });
      long sealed = System.nanoTime();
      requireSame(expected, output.keys());
      return new PassResult(Duration.ofNanos(held - start), Duration.ofNanos(sealed - held));
    }
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

  private static void requireSame(KeySum expected, KeySum sealed) {
    if (!sealed.sameKeysAs(expected) || !sealed.isAscending()) {
      throw new CommandFailure(
          new Problem(
              "sealed keys",
              Topics.BATCHES_SEALED.name(),
              expected.count() + " keys, those submitted, ascending",
              sealed.count() + " keys" + (sealed.isAscending() ? "" : ", not ascending")));
    }
  }
}
