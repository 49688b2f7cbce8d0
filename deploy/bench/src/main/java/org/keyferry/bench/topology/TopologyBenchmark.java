package org.keyferry.bench.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/** From {@code keys.submitted} to {@code batches.sealed}. */
public final class TopologyBenchmark implements Benchmark {
  /** Before the passes that count, everything runs once over so much of the records. */
  private static final int WARM_UP_PART = 5;

  private static final int MANY_FEEDS = 300;
  private static final int FEEDS_OF_KEY = 3;
  private static final int BUCKETS_OF_DAY = 12;

  private static final int STRANGERS = 999;

  /** Of the keys that are known, so many come in a bucket. */
  private static final int PART_OF_KNOWN = 42;

  private static final String CLOCK =
      "The clock runs from committing the transaction that shows a bucket's records to the"
          + " started, idle topology, until the manifests that make up the number of different"
          + " keys have been read with read_committed. The topology's wall clock stands at the"
          + " start of the bucket and jumps past its end at the moment when every record has been"
          + " taken in: waiting for a bucket to end is neither counted nor used to hide work. One"
          + " record in twenty repeats an earlier one.";

  private static final String PARTS =
      "Broker in a JVM of its own; the topology in the benchmark's, without Spring, on the"
          + " processor's own client properties: exactly-once, RocksDB, changelogs on. After the"
          + " clock has stopped, the sealed keys are compared with those submitted: count,"
          + " checksum, ascending order in each batch.";

  private final String name;
  private final List<TopologyCase> cases;
  private final List<String> notes;

  private TopologyBenchmark(String name, List<TopologyCase> cases, String note) {
    this.name = name;
    this.cases = cases;
    this.notes = List.of(note, CLOCK, PARTS);
  }

  /** Beside the barest topology that deduplicates. */
  public static TopologyBenchmark topology() {
    return new TopologyBenchmark(
        "topology",
        List.of(
            TopologyCase.besideLimit(5_000_000, keys -> new TopologyWorkload(keys, 1, 1), 0.45),
            TopologyCase.besideLimit(5_000_000, keys -> new TopologyWorkload(keys, 3, 3), 0.40)),
        "Limit: parse, put if absent into RocksDB, forward what is new, over the same records with"
            + " the same properties, until all input is committed; its output is counted"
            + " afterwards. The two take turns.");
  }

  /** Cost follows keys, not feeds. */
  public static TopologyBenchmark feeds() {
    return new TopologyBenchmark(
        "feeds",
        List.of(
            new TopologyCase(
                1_000_000,
                keys -> new TopologyWorkload(keys, MANY_FEEDS, FEEDS_OF_KEY),
                keys -> new TopologyWorkload(keys, FEEDS_OF_KEY, FEEDS_OF_KEY),
                Target.share(1 / 1.2))),
        "The same number of keys in the same number of feeds each; here in 3 of 300 feeds, at the"
            + " limit in 3 of 3.");
  }

  /** A large batch beside a small one that is due at the same moment. */
  public static TopologyBenchmark bucket() {
    return new TopologyBenchmark(
        "bucket",
        List.of(
            TopologyCase.besideLimit(
                1_000_000, keys -> new TopologyWorkload(keys, 2, 1, 1, 0, STRANGERS), 0.45)),
        "One bucket in two feeds, the public one with every key, a regional one with one in"
            + " 1,000. Meant: settled to sealed within 8 s, the first of the two within 2 s. Limit:"
            + " put if absent over the same records.");
  }

  /** A day of many regions, and one with half the keys. */
  public static TopologyBenchmark day() {
    return new TopologyBenchmark(
        "day",
        List.of(
            new TopologyCase(
                2_800_000,
                keys -> day(2 * keys),
                TopologyBenchmark::day,
                new Target(2 / 2.2, OptionalDouble.of(2_800_000 / 300.0)))),
        "All keys of a day in 12 buckets, one after the other; at the limit half as many keys.");
  }

  private static TopologyWorkload day(int keys) {
    return new TopologyWorkload(keys, MANY_FEEDS, FEEDS_OF_KEY, BUCKETS_OF_DAY, 0, 0);
  }

  /** With as many known keys as fifteen days of many regions bring, and with none. */
  public static TopologyBenchmark known() {
    return new TopologyBenchmark(
        "known",
        List.of(
            new TopologyCase(
                42_000_000,
                keys -> new TopologyWorkload(keys / PART_OF_KNOWN, 1, 1, 1, keys, 0),
                keys -> new TopologyWorkload(keys / PART_OF_KNOWN, 1, 1),
                Target.share(0.70))),
        "The known keys are written to the changelog, from which the stores are restored and"
            + " then compacted before the clock runs; the limit begins with empty stores.");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    var comparisons = new ArrayList<Comparison>();
    try (var broker = Broker.start(workplace)) {
      var turns = new Turns(broker, workplace, Instant.now());
      for (TopologyCase each : cases) {
        for (int keys : effort.keys().isEmpty() ? List.of(each.keys()) : effort.keys()) {
          comparisons.add(compare(each, keys, effort.passes(), workplace, turns));
        }
      }
      return comparisons;
    }
  }

  private Comparison compare(
      TopologyCase each, int keys, int passes, Workplace workplace, Turns turns)
      throws ExecutionException, InterruptedException {
    workplace.tell("%s: warming up with %,d records".formatted(name, keys / WARM_UP_PART));
    turns.processor(each.measured().apply(keys / WARM_UP_PART));
    limit(each, keys / WARM_UP_PART, turns);
    var limits = new ArrayList<PassResult>();
    var results = new ArrayList<PassResult>();
    for (int pass = 1; pass <= passes; pass++) {
      var words = each.measured().apply(keys).inWords();
      workplace.tell("%s: pass %d of %d: %s".formatted(name, pass, passes, words));
      limits.add(limit(each, keys, turns));
      results.add(turns.processor(each.measured().apply(keys)));
    }
    return comparison(each, keys, results, limits);
  }

  private static PassResult limit(TopologyCase each, int keys, Turns turns)
      throws ExecutionException, InterruptedException {
    return each.isBesideLimit()
        ? turns.limit(each.measured().apply(keys))
        : turns.processor(each.beside().apply(keys));
  }

  private Comparison comparison(
      TopologyCase each, int keys, List<PassResult> results, List<PassResult> limits) {
    TopologyWorkload measured = each.measured().apply(keys);
    TopologyWorkload beside = each.isBesideLimit() ? measured : each.beside().apply(keys);
    String limit = each.isBesideLimit() ? "put if absent" : beside.inWords();
    return new Comparison(
        name,
        measured.inWords(),
        rate("submitted to sealed", measured.records(), results),
        rate("limit: " + limit, beside.records(), limits),
        each.target(),
        List.of(
            seconds("admit and hold", results.stream().map(PassResult::hold).toList()),
            seconds("settle to sealed", results.stream().map(PassResult::release).toList()),
            seconds("settle to first sealed", results.stream().map(PassResult::first).toList()),
            seconds("whole", results.stream().map(PassResult::whole).toList()),
            seconds("restored before", results.stream().map(PassResult::start).toList()),
            seconds("compacted after", results.stream().map(PassResult::compacted).toList()),
            seconds("whole at the limit", limits.stream().map(PassResult::whole).toList()),
            heap("heap after collection", results),
            heap("heap after collection at the limit", limits)),
        notes);
  }

  private static Figure rate(String name, int keys, List<PassResult> results) {
    return new Figure(
        name, "keys/s", results.stream().map(result -> result.perSecond(keys)).toList());
  }

  private static Figure seconds(String name, List<Duration> times) {
    return new Figure(name, "s", times.stream().map(PassResult::seconds).toList());
  }

  private static Figure heap(String name, List<PassResult> results) {
    return new Figure(name, "MiB", results.stream().map(PassResult::heap).toList());
  }
}
