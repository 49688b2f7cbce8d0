package org.keyferry.bench.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.bench.exporter.ExporterSetup;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.wire.topic.Topics;

/** Hundreds of backends, read by one connector for all cycles of a day. */
public final class PeersBenchmark implements Benchmark {
  private static final int PEERS = 300;
  private static final int KEYS = 10_000 * PEERS;
  private static final int CYCLES_OF_A_PASS = 4;

  /** No bucket is shorter. */
  private static final Duration SHORTEST_CYCLE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "peers";
  }

  private static PeersWorkload workload(Effort effort) {
    int keys = effort.keys().isEmpty() ? KEYS : effort.keys().getFirst();
    Duration cycle = effort.time().compareTo(SHORTEST_CYCLE) < 0 ? SHORTEST_CYCLE : effort.time();
    return new PeersWorkload(PEERS, keys / PEERS, CYCLES_OF_A_PASS * effort.passes(), cycle);
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    PeersWorkload workload = workload(effort);
    workplace.tell("peers: starting " + workload.peers() + " backends");
    var client = PeerIdentity.generate(workload.peers(), Instant.now());
    try (var remotes = RemoteBackends.start(workload, client);
        var broker = Broker.start(workplace);
        var storage = ObjectStorage.start(workplace)) {
      var deployment = new PeersDeployment(workload, broker, storage, workplace, client);
      deployment.publish(remotes.peers());
      return run(deployment, remotes);
    }
  }

  private static List<Comparison> run(PeersDeployment deployment, RemoteBackends remotes)
      throws Exception {
    var broker = deployment.broker().settings();
    var setup = new ExporterSetup(deployment.storage(), deployment.workplace());
    try (var exporter = deployment.exporter(setup);
        var processor = deployment.processor();
        var arrivals =
            new FederatedArrivals(
                deployment.workload(), new CommittedRecords(broker, Topics.KEYS_FEDERATED.name()));
        var published =
            new PublishedBuckets(new CommittedRecords(broker, Topics.BATCHES_PUBLISHED.name()));
        var worker = PeersWorker.start(deployment.workplace(), broker.bootstrapServers());
        var connection = S3Connection.open(deployment.storage().settings())) {
      var run = new PeersRun(deployment, remotes, arrivals, published);
      PeersFigures figures =
          run.measure(worker, List.of(exporter.process(), processor.process(), worker.process()));
      var files = setup.files(connection.objects());
      for (var batch : published.batches()) {
        files.exportBins(batch);
      }
      return figures.comparisons();
    }
  }
}
