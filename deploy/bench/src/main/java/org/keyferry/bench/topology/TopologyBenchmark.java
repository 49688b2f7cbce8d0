package org.keyferry.bench.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/**
 * From {@code keys.submitted} to {@code batches.sealed}, beside the barest topology that
 * deduplicates.
 */
public final class TopologyBenchmark implements Benchmark {
  private static final List<Integer> KEYS = List.of(2_000_000);
  private static final double SHARE_OF_LIMIT = 0.25;

  /** Before the passes that count, both topologies run once over so much of the records. */
  private static final int WARM_UP_PART = 5;

  private static final List<String> NOTES =
      List.of(
          "All records lie in keys.submitted, in a transaction that is not committed, before"
              + " anything is measured; one in twenty repeats an earlier one. Broker in a JVM of"
              + " its own; the topology in the benchmark's, without Spring, on the processor's own"
              + " client properties: exactly-once, RocksDB, changelogs on.",
          "The clock runs from committing that transaction, which shows all records to the started,"
              + " idle topology, until the manifest that makes up the number of different keys has"
              + " been read with read_committed. All keys fall into one bucket. The topology's wall"
              + " clock stands at the start of that bucket and jumps past its end at the moment"
              + " when every record has been taken in: waiting for a bucket to end is neither"
              + " counted nor used to hide work.",
          "After the clock has stopped, the sealed keys are compared with those submitted: count,"
              + " checksum, ascending order.",
          "Limit: parse, put if absent into RocksDB, forward what is new, over the same records"
              + " with the same properties, until all input is committed; its output is counted"
              + " afterwards. The two take turns.");

  @Override
  public String name() {
    return "topology";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    var bucket = TopologyPlan.pastBucket(Instant.now());
    var comparisons = new ArrayList<Comparison>();
    try (var broker = Broker.start(workplace)) {
      var turns = new Turns(broker, workplace, bucket);
      for (int keys : effort.keys().isEmpty() ? KEYS : effort.keys()) {
        comparisons.add(compare(keys, effort.passes(), workplace, turns));
      }
      return comparisons;
    }
  }

  private static Comparison compare(int keys, int passes, Workplace workplace, Turns turns)
      throws ExecutionException, InterruptedException {
    workplace.tell("topology: warming up with %,d records".formatted(keys / WARM_UP_PART));
    turns.limit(keys / WARM_UP_PART);
    turns.processor(keys / WARM_UP_PART);
    var limits = new ArrayList<PassResult>();
    var results = new ArrayList<PassResult>();
    for (int pass = 1; pass <= passes; pass++) {
      workplace.tell("topology: pass %d of %d with %,d records".formatted(pass, passes, keys));
      limits.add(turns.limit(keys));
      results.add(turns.processor(keys));
    }
    return comparison(keys, results, limits);
  }

  private static Comparison comparison(
      int keys, List<PassResult> results, List<PassResult> limits) {
    return new Comparison(
        "topology",
        String.format(Locale.ROOT, "%,d keys, 5 %% repeats", keys),
        rate("submitted to sealed", keys, results),
        rate("limit: put if absent", keys, limits),
        Target.share(SHARE_OF_LIMIT),
        List.of(
            seconds("admit and hold", results.stream().map(PassResult::hold).toList()),
            seconds("settle to sealed", results.stream().map(PassResult::release).toList())),
        NOTES);
  }

  private static Figure rate(String name, int keys, List<PassResult> results) {
    return new Figure(
        name, "keys/s", results.stream().map(result -> result.perSecond(keys)).toList());
  }

  private static Figure seconds(String name, List<Duration> times) {
    return new Figure(name, "s", times.stream().map(PassResult::seconds).toList());
  }
}
