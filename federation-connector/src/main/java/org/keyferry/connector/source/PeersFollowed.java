package org.keyferry.connector.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.connector.pull.PullSource;
import org.keyferry.connector.pull.SourceTrust;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersListener;
import org.keyferry.wire.peer.PeersReader;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PhaseGate;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;

/**
 * The peers that are read, as the peers document says now. Who is in it and when changes while this
 * is asked; so it is asked again and again.
 *
 * <p>in: {@code peers.documents}; out: {@link PullSource}
 */
final class PeersFollowed implements AutoCloseable {
  private static final Duration FIRST_READ = Duration.ofSeconds(20);

  private final SourceSettings settings;
  private final InstantSource clock;
  private final PeersReader reader;

  /**
   * Reads the document, and goes on following it.
   *
   * @param changed is called when another is in effect
   */
  PeersFollowed(SourceSettings settings, InstantSource clock, Runnable changed) {
    this.settings = settings;
    this.clock = clock;
    PeersListener listener = current -> changed.run();
    this.reader =
        new PeersReader(settings.peersClient(), settings.peersTrust(), clock, listener).start();
  }

  /** Waits for a while until the document was read. */
  void awaitRead() throws InterruptedException {
    reader.awaitRead(FIRST_READ);
  }

  /** Whether a document is in effect; without one nothing is known of anybody. */
  boolean isKnown() {
    return reader.current().isPresent();
  }

  /** With how many peers the exchange is in that phase now, whether they are read or not. */
  long peers(Phase phase) {
    Instant now = clock.instant();
    return reader.current().map(document -> PhaseGate.peers(document, phase, now)).orElse(0L);
  }

  /** Ids of the peers that are read now, in order. */
  List<String> peers() {
    Instant now = clock.instant();
    return reader.current().stream()
        .flatMap(document -> document.peers().stream())
        .filter(peer -> !sources(reader.current().orElseThrow(), peer, now).isEmpty())
        .map(peer -> peer.id().value())
        .sorted()
        .toList();
  }

  /** What is read of these peers now. */
  List<PullSource> sources(Collection<String> peers) {
    Instant now = clock.instant();
    var wanted = Set.copyOf(peers);
    return reader.current().stream()
        .flatMap(document ->
            document.peers().stream()
                .filter(peer -> wanted.contains(peer.id().value()))
                .flatMap(peer -> sources(document, peer, now).stream()))
        .toList();
  }

  private List<PullSource> sources(PeersDocument document, Peer peer, Instant now) {
    var origins =
        peer.origins().stream()
            .filter(origin -> PhaseGate.mayTake(peer, origin, now))
            .collect(Collectors.toSet());
    var sources = new ArrayList<PullSource>();
    for (PullEndpoint pull : peer.pulls()) {
      if (!origins.isEmpty()) {
        int number = 1 + (int) sources.stream().filter(s -> isLike(s, pull.format())).count();
        sources.add(
            new PullSource(
                peer.id().value(),
                peer.region(),
                origins,
                pull.format(),
                pull.url(),
                document.replication(peer, pull),
                number,
                trust(document, peer)));
      }
    }
    return sources;
  }

  private static boolean isLike(PullSource source, PullFormat format) {
    return source.format() == format;
  }

  private SourceTrust trust(PeersDocument document, Peer peer) {
    return new SourceTrust(
        settings.clientCertificate(),
        Optional.empty(),
        Map.of(),
        peer.jwks(),
        settings.tokens().of(peer.id()),
        peer.originProof() == OriginProof.REQUIRED,
        Optional.of(new SourceTrust.ByDocument(peer, document.federation())));
  }

  @Override
  public void close() {
    reader.close();
  }
}
