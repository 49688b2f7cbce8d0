package org.keyferry.bench.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/**
 * What a run found.
 *
 * @param workload what was done
 * @param lags by cycle: how long after it was due each batch of a healthy peer was let in,
 *     ascending
 * @param slowLags the same of the slow peer
 * @param afterEnd how long after the end of its bucket each of our batches was published
 * @param worker what the worker took
 */
record PeersFigures(
    PeersWorkload workload,
    List<List<Duration>> lags,
    List<Duration> slowLags,
    List<Duration> afterEnd,
    Worker worker) {
  private static final String NAME = "peers";
  private static final Duration LONGEST_PUBLICATION = Duration.ofMinutes(10);

  /** From which cycle on the heap must not grow. */
  private static final int FIRST_HEAP = 3;

  private static final double MOST_GROWTH = 1.05;

  /**
   * What the worker took.
   *
   * @param start until every peer was asked
   * @param heaps in use after a full collection at the end of each cycle, MiB
   * @param threads of the platform at the end
   */
  record Worker(Duration start, List<Double> heaps, int threads) {}

  static PeersFigures of(
      PeersWorkload workload,
      Instant begin,
      FederatedArrivals arrivals,
      PublishedBuckets published,
      Worker worker) {
    var lags = new ArrayList<List<Duration>>();
    var slow = new ArrayList<Duration>();
    for (int batch = 1; batch <= workload.cycles(); batch++) {
      var ofCycle = new ArrayList<Duration>();
      for (int peer = 0; peer < workload.peers(); peer++) {
        if (PeersWorkload.isHealthy(peer)) {
          ofCycle.add(arrivals.lag(begin, peer, batch));
        }
      }
      lags.add(ofCycle.stream().sorted().toList());
      slow.add(arrivals.lag(begin, PeersWorkload.SLOW, batch));
    }
    return new PeersFigures(workload, lags, slow, published.afterEnd(), worker);
  }

  List<Comparison> comparisons() {
    return List.of(caughtUp(), published(), heap());
  }

  private Comparison caughtUp() {
    List<Double> onTime = lags.stream().map(cycle -> (double) onTime(cycle)).toList();
    return new Comparison(
        NAME,
        workload.inWords(),
        Figure.of(
            "let in within the poll interval", "batches", onTime.stream().reduce(0.0, Double::sum)),
        Figure.of(
            "limit: batches of all cycles", "batches", workload.healthy() * workload.cycles()),
        Target.share(1),
        List.of(
            new Figure("the same, by cycle", "batches", onTime),
            seconds("slowest", lags.stream().map(List::getLast).toList()),
            seconds("median", lags.stream().map(cycle -> cycle.get(cycle.size() / 2)).toList()),
            seconds("of the slow peer", slowLags),
            seconds(
                "from the connector's start until each peer was asked", List.of(worker.start())),
            Figure.of("threads of the worker", "", worker.threads())),
        notes());
  }

  private long onTime(List<Duration> cycle) {
    return cycle.stream().filter(lag -> lag.compareTo(workload.cycle()) < 0).count();
  }

  private Comparison published() {
    double inTime =
        afterEnd.stream().filter(late -> late.compareTo(LONGEST_PUBLICATION) <= 0).count();
    return new Comparison(
        NAME,
        "%d buckets of %d s with their keys"
            .formatted(afterEnd.size(), workload.cycle().toSeconds()),
        Figure.of("published within 10 min of their end", "buckets", inTime),
        Figure.of("limit: buckets", "buckets", afterEnd.size()),
        Target.share(1),
        List.of(seconds("after the bucket's end", afterEnd)),
        List.of());
  }

  private Comparison heap() {
    List<Double> counted = worker.heaps().subList(FIRST_HEAP - 1, worker.heaps().size());
    return new Comparison(
        NAME,
        "the worker's heap after a full collection",
        Figure.of("at the end of the third cycle", "MiB", counted.getFirst()),
        Figure.of("limit: at the end of the last cycle", "MiB", counted.getLast()),
        Target.share(1 / MOST_GROWTH),
        List.of(new Figure("at the end of each cycle", "MiB", worker.heaps())),
        List.of());
  }

  private static Figure seconds(String name, List<Duration> times) {
    return new Figure(name, "s", times.stream().map(time -> time.toMillis() / 1000.0).toList());
  }

  private static List<String> notes() {
    return List.of(
        "peers: each backend has a port, a certificate and a signing key of its own in the"
            + " benchmark's process, and publishes a batch in each cycle at a time of its own."
            + " A cycle stands for a bucket of 2 h of a real day, and is the poll interval and the"
            + " length of our buckets. One Connect worker with 256 MiB of heap and at most 8 tasks"
            + " reads them all by one peers document; processor, exporter, broker and S3 server are"
            + " processes of their own.",
        "A batch is on time if its last key is committed to keys.federated within a poll interval"
            + " of when it was due. The slow peer takes half a cycle for each answer; the dripping"
            + " one sends a byte a second for ever. Afterwards all keys of all but the dripping"
            + " peer have to be in our signed files, once.");
  }
}
