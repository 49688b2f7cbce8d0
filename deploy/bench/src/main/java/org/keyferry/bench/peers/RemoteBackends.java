package org.keyferry.bench.peers;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

/** All simulated backends, in this process. */
final class RemoteBackends implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RemoteBackend> all = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param client who may ask them
   */
  static RemoteBackends start(PeersWorkload workload, PeerIdentity client) throws IOException {
    var backends = new RemoteBackends();
    try {
      for (int peer = 0; peer < workload.peers(); peer++) {
        backends.all.add(RemoteBackend.start(peer, workload, client, backends.threads));
      }
      return backends;
    } catch (IOException e) {
      backends.close();
      throw e;
    }
  }

  /** What the peers document says of them. */
  List<Peer> peers() {
    var peers = new ArrayList<Peer>();
    for (int number = 0; number < all.size(); number++) {
      peers.add(peer(PeersWorkload.region(number), all.get(number)));
    }
    return peers;
  }

  private static Peer peer(Region region, RemoteBackend backend) {
    var pin = CertificatePin.of(Thumbprint.of(backend.identity().certificate()));
    var batches = backend.batches();
    return new Peer(
        new PeerId(region.code()),
        PeerKind.BACKEND,
        Optional.of(region),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        Set.of(region),
        List.of(
            new PullEndpoint(
                PullFormat.FEED, backend.url(), Optional.of(ReplicationType.ALL_TO_ALL))),
        List.of(),
        new PeerCertificates(List.of(), List.of(pin), List.of(), Set.of()),
        List.of(new PeerSigningKey(batches.keyId(), batches.publicKey(), Validity.ALWAYS)),
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }

  /** How many have been asked at least once. */
  long asked() {
    return all.stream().filter(RemoteBackend::isAsked).count();
  }

  /** From then on they publish, each in its turn. */
  void begin(Instant first) {
    all.forEach(backend -> backend.begin(first));
  }

  @Override
  public void close() {
    all.forEach(RemoteBackend::close);
    threads.shutdownNow();
  }
}
