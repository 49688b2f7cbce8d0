package org.keyferry.bench.peers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.Phase;

/** One run: the connector begins, all peers publish in turn, what they bring is published. */
final class PeersRun {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  /** After the last cycle: a poll, a bucket, and what it takes to publish that. */
  private static final Duration LONGEST_END = Duration.ofMinutes(10);

  private final PeersDeployment deployment;
  private final PeersWorkload workload;
  private final RemoteBackends remotes;
  private final FederatedArrivals arrivals;
  private final PublishedBuckets published;
  private final List<Double> heaps = new ArrayList<>();

  PeersRun(
      PeersDeployment deployment,
      RemoteBackends remotes,
      FederatedArrivals arrivals,
      PublishedBuckets published) {
    this.deployment = deployment;
    this.workload = deployment.workload();
    this.remotes = remotes;
    this.arrivals = arrivals;
    this.published = published;
  }

  /**
   * Runs it.
   *
   * @param processes that have to live on
   * @throws CommandFailure if a key is missing or too much, or a task does not run any more
   */
  PeersFigures measure(PeersWorker worker, List<ChildJvm> processes)
      throws IOException, InterruptedException {
    Duration start = connect(worker, processes);
    try (var jvm = WorkerJvm.of(worker.process())) {
      Instant begin = Instant.now();
      remotes.begin(begin);
      for (int cycle = 1; cycle <= workload.cycles(); cycle++) {
        Instant end = begin.plus(workload.cycle().multipliedBy(cycle));
        lookUntil(
            "cycle " + cycle, end.plusSeconds(1), processes, () -> !Instant.now().isBefore(end));
        heaps.add(jvm.heapMebibytes());
        tell(cycle, jvm);
      }
      Instant latest = Instant.now().plus(LONGEST_END);
      lookUntil("all keys published", latest, processes, () -> published.keys() >= workload.keys());
      requireAll(worker, jvm);
      return PeersFigures.of(
          workload,
          begin,
          arrivals,
          published,
          new PeersFigures.Worker(start, heaps, jvm.threads()));
    }
  }

  /** How long it takes until every peer has been asked. */
  private Duration connect(PeersWorker worker, List<ChildJvm> processes)
      throws IOException, InterruptedException {
    deployment.workplace().tell("peers: the connector begins");
    Instant start = Instant.now();
    worker.run(deployment.connector());
    lookUntil(
        "every peer asked",
        start.plus(LONGEST_START),
        processes,
        () -> remotes.asked() == workload.peers());
    return Duration.between(start, Instant.now());
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void lookUntil(String what, Instant latest, List<ChildJvm> processes, Condition condition)
      throws IOException {
    while (!condition.holds()) {
      if (Instant.now().isAfter(latest)) {
        throw new CommandFailure(
            new Problem(
                what,
                "the benchmark",
                "by " + latest,
                arrivals.keys()
                    + " keys let in, "
                    + published.keys()
                    + " published, "
                    + remotes.asked()
                    + " peers asked"));
      }
      processes.forEach(ChildJvm::requireAlive);
      arrivals.look();
      published.look();
    }
  }

  private void tell(int cycle, WorkerJvm jvm) throws IOException {
    deployment
        .workplace()
        .tell(
            "peers: cycle %d of %d: %,d keys let in, %,d published, heap %.1f MiB, %d threads, %d failed polls"
                .formatted(
                    cycle,
                    workload.cycles(),
                    arrivals.keys(),
                    published.keys(),
                    heaps.getLast(),
                    jvm.threads(),
                    jvm.counted("failed-polls")));
  }

  private void requireAll(PeersWorker worker, WorkerJvm jvm)
      throws IOException, InterruptedException {
    require("keys let in", workload.keys(), arrivals.keys());
    require("keys published", workload.keys(), published.keys());
    require("keys that the connector counted", workload.keys(), jvm.counted("keys"));
    require("batches refused", 0, jvm.counted("refused-batches"));
    require("batches set aside", 0, jvm.counted("quarantined-batches"));
    require("keys of the dripping peer", 0, arrivals.keysOf(PeersWorkload.DRIPPING));
    require("peers in phase II", workload.peers(), jvm.peersIn(Phase.TWO));
    require("tasks that don't run", 0, worker.tasks().get(false));
    for (int peer = 0; peer < workload.peers(); peer++) {
      if (peer != PeersWorkload.DRIPPING) {
        require("keys of peer " + peer, workload.keysOfDay(), arrivals.keysOf(peer));
      }
    }
    Workplace.await(
        "the dripping peer given up", LONGEST_START, () -> jvm.counted("failed-polls") > 0);
  }

  private static void require(String what, long expected, long actual) {
    if (expected != actual) {
      throw new CommandFailure(new Problem(what, "the benchmark", "" + expected, "" + actual));
    }
  }
}
