package org.keyferry.edge.peer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.kafka.UnsuitableBrokers;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersListener;
import org.keyferry.wire.peer.PeersReader;
import org.keyferry.wire.peer.PeersRefused;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PhaseGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers document that holds, for the apps that ask it: read whole before they begin, and
 * followed from then on.
 *
 * <p>in: {@code peers.documents}; out: the document, log lines when it changes, and metrics
 */
public final class PeerDocuments implements PeersListener, MeterBinder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDocuments.class);

  private final KafkaSettings kafka;
  private final InstantSource clock;
  private final Optional<PeersReader> reader;

  private PeerDocuments(Optional<PeersTrust> trust, KafkaSettings kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
    this.reader = trust.map(keys -> new PeersReader(kafka.clientProperties(), keys, clock, this));
  }

  /**
   * Begins to read, and returns when everything was read that is there.
   *
   * @param trust whose documents are believed; empty: nobody's, so that there are no peers
   * @throws UnsuitableBrokers if that takes longer than a start may wait
   */
  public static PeerDocuments start(
      Optional<PeersTrust> trust, KafkaSettings kafka, InstantSource clock) {
    var documents = new PeerDocuments(trust, kafka, clock);
    documents.reader.ifPresent(reader -> awaitRead(reader.start(), kafka));
    return documents;
  }

  private static void awaitRead(PeersReader reader, KafkaSettings kafka) {
    try {
      if (reader.awaitRead(kafka.startWait())) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    throw notRead(reader, kafka);
  }

  private static UnsuitableBrokers notRead(PeersReader reader, KafkaSettings kafka) {
    return new UnsuitableBrokers(
        new Problem(
            "peers documents",
            "the brokers at " + kafka.bootstrapServers(),
            "all of them within " + kafka.startWait().toSeconds() + " s",
            reader.state().trouble().orElse("no answer")),
        null);
  }

  /**
   * Returns when every version was read that was there when this was called: whoever followed one
   * of those before is not ahead any more.
   *
   * @throws UnsuitableBrokers if that takes longer than a start may wait
   */
  public void catchUp() {
    reader.ifPresent(each -> {
      try {
        if (each.catchUp(kafka.startWait())) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw notRead(each, kafka);
    });
  }

  /** Whether anybody's documents are believed. */
  public boolean isConfigured() {
    return reader.isPresent();
  }

  /** The document; empty: none holds. */
  public Optional<PeersDocument> current() {
    return reader.flatMap(PeersReader::current);
  }

  @Override
  public void changed(Optional<PeersDocument> current) {
    current.ifPresentOrElse(
        document ->
            LOG.atInfo()
                .addKeyValue("version", document.version())
                .addKeyValue("peers", document.peers().size())
                .log("a peers document holds"),
        () -> LOG.error("no peers document holds any more: the last one expired"));
  }

  @Override
  public void refused(PeersRefused why) {
    LOG.atError().addKeyValue("problem", why.getMessage()).log("a peers document was refused");
  }

  /** The version that holds, 0 for none, and how many peers are in which phase by it. */
  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "keyferry.peers.document.version",
            this,
            each -> each.current().map(PeersDocument::version).orElse(0L))
        .description("Version of the peers document that holds, 0 for none")
        .register(registry);
    for (Phase phase : Phase.values()) {
      Gauge.builder("keyferry.peers", this, each -> each.peers(phase))
          .description("Peers of the document, by the phase that the exchange with them is in")
          .tag("phase", phase.word())
          .register(registry);
    }
  }

  private double peers(Phase phase) {
    Instant now = clock.instant();
    return current().map(document -> PhaseGate.peers(document, phase, now)).orElse(0L);
  }

  @Override
  public void close() {
    reader.ifPresent(PeersReader::close);
  }
}
