package org.keyferry.bench.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.scale.CoreShare;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorTopology;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;

/**
 * The processor's topology in a JVM of its own, one of several, with a clock that the benchmark
 * moves.
 *
 * <p>in: lines of the standard input, each an instant that it is from now on; ends with them
 */
public final class ProcessorInstance {
  private ProcessorInstance() {}

  /**
   * What instances that work together have in common.
   *
   * @param kafka how to reach the broker
   * @param application the id under which they share partitions
   * @param workload tells the feeds
   * @param begin where their clocks begin
   */
  record Common(
      KafkaSettings kafka, String application, TopologyWorkload workload, Instant begin) {}

  /** Starts one that keeps its stores in the workplace under its name. */
  static ChildJvm start(Workplace workplace, String name, Common common) {
    return workplace.start(
        new ChildJvm.Launch(
            name,
            ProcessorInstance.class,
            List.of("-Xmx512m", CoreShare.ONE_CORE, ChildJvm.LOGGING),
            List.of(
                common.kafka().bootstrapServers(),
                common.application(),
                workplace.directory().resolve(name).toString(),
                String.valueOf(common.workload().feeds()),
                String.valueOf(common.workload().feedsOfKey()),
                common.begin().toString())));
  }

  /** As {@link #start} gives the arguments. */
  public static void main(String[] args) throws IOException {
    var kafka = KafkaSettings.of(args[0]);
    var workload = new TopologyWorkload(0, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    ProcessorPlan plan = workload.plan(Path.of(args[2]));
    var time = new ShiftedTime(Instant.parse(args[5]));
    var live = LivePlan.unchanging(plan.feeds());
    var observation = new Observation(new SimpleMeterRegistry(), live, Clock.systemUTC());
    var properties = StreamsProperties.of(kafka, plan);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, args[1]);
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var streams =
            IdleStreams.start(ProcessorTopology.build(plan, live, observation), properties, time)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        streams.requireAlive();
        time.jumpTo(Instant.parse(line));
      }
    }
  }
}
