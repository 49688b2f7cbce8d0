package org.keyferry.bench.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.keyferry.bench.data.Concern;
import org.keyferry.bench.data.GroupMembers;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.data.SubmittedRecords;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.scale.CoreShare;
import org.keyferry.bench.scale.ScaleResult;
import org.keyferry.bench.scale.ScaledWork;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.topic.Topics;

/** The keys of a bucket, taken in and sealed by one processor or by several together. */
public final class ProcessorScale implements ScaledWork {
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final long SEED = 20_260_303;
  private static final int MOST_FEEDS = 300;
  private static final int FEEDS_OF_KEY = 3;

  /** So few feeds that no batch is so small that it is padded and waits for others. */
  private static final int KEYS_FOR_FEED = 2_000;

  /** Each instance works on so much of the keys before, so that compiled code is measured. */
  private static final int WARM_UP_PART = 4;

  private final Broker broker;
  private final Workplace workplace;
  private final Instant now = Instant.now();
  private int pass;
  private long firstKey;

  /**
   * @param workplace where instances keep their stores
   */
  public ProcessorScale(Broker broker, Workplace workplace) {
    this.broker = broker;
    this.workplace = workplace;
  }

  @Override
  public int keys() {
    return 1_000_000;
  }

  @Override
  public String inWords(int keys) {
    return "processor: " + workload(keys).inWords();
  }

  private static TopologyWorkload workload(int keys) {
    int feeds = Math.clamp(keys / KEYS_FOR_FEED, FEEDS_OF_KEY, MOST_FEEDS);
    return new TopologyWorkload(keys, feeds, FEEDS_OF_KEY);
  }

  @Override
  public ScaleResult run(int instances, int keys, CoreShare share)
      throws ExecutionException, InterruptedException {
    String application = "processors-" + ++pass;
    BatchWindow first = workload(keys).windows(now.minus(TopologyWorkload.BUCKET)).getFirst();
    BatchWindow second = workload(keys).windows(now).getFirst();
    var common =
        new ProcessorInstance.Common(
            broker.settings(), application, workload(keys), first.start().plusSeconds(1));
    var processes = new ArrayList<ChildJvm>();
    try (var output = new SealedOutput(broker.settings())) {
      for (int number = 0; number < instances; number++) {
        var process = ProcessorInstance.start(workplace, application + "-" + number, common);
        processes.add(process);
        share.give(process, number);
      }
      new GroupMembers(broker.admin(), application)
          .awaitEven(processes, List.of(Topics.KEYS_SUBMITTED.name(), Topics.FEEDS_SLICES.name()));
      var work = new Work(application, workload(keys), processes, output);
      work.seal(first, instances * keys / WARM_UP_PART);
      List<Duration> before = ScaleResult.cpuTimes(processes);
      Duration took = work.seal(second, keys);
      var result = ScaleResult.of(keys, took, processes, before);
      work.requireSame();
      return result;
    } finally {
      processes.forEach(ChildJvm::close);
      Turns.cleanUp(broker, application);
    }
  }

  private SubmittedRecords records(BatchWindow window, int count, Concern concern) {
    var records =
        new SubmittedRecords(new MadeUpKeys(SEED, window.start()), firstKey, count, concern);
    firstKey += records.distinct();
    return records;
  }

  /** One bucket after the other. */
  private final class Work {
    private final String application;
    private final TopologyWorkload workload;
    private final Duration grace;
    private final List<ChildJvm> processes;
    private final SealedOutput output;

    /** The keys so far, each as often as there are feeds for it. */
    private final KeySum expected = new KeySum();

    Work(
        String application,
        TopologyWorkload workload,
        List<ChildJvm> processes,
        SealedOutput output) {
      this.application = application;
      this.workload = workload;
      this.grace = workload.plan(workplace.directory()).feeds().grace();
      this.processes = processes;
      this.output = output;
    }

    /** Has a bucket's keys sealed and tells how long that took once they were visible. */
    Duration seal(BatchWindow window, int count) {
      SubmittedRecords source = records(window, count, workload.concern());
      source.forEachDistinct((key, feeds) -> expected.add(key.key().toByteString(), feeds));
      try (var hidden = new HiddenRecords(broker.settings(), source::forEach)) {
        long start = System.nanoTime();
        hidden.reveal();
        var progress = new GroupProgress(broker.admin(), application, Topics.KEYS_SUBMITTED.name());
        await("all keys held", progress::isAtEnd);
        String end = window.end().plus(grace).toString();
        processes.forEach(process -> process.tell(end));
        await("all keys sealed", () -> output.sealedKeys() >= expected.count());
        return Duration.ofNanos(System.nanoTime() - start);
      }
    }

    private void await(String what, Callable<Boolean> holds) {
      Workplace.await(
          what,
          LONGEST,
          () -> {
            processes.forEach(ChildJvm::requireAlive);
            return holds.call();
          });
    }

    void requireSame() {
      output.keys().requireSame(expected);
    }
  }
}
