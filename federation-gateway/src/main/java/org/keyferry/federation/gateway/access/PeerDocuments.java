package org.keyferry.federation.gateway.access;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers document that holds.
 *
 * <p>in: {@code peers.documents}; out: the document, and log lines when it changes
 */
final class PeerDocuments implements PeersListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDocuments.class);

  private final Optional<PeersReader> reader;

  private PeerDocuments(Optional<PeersTrust> trust, KafkaSettings kafka, InstantSource clock) {
    this.reader = trust.map(keys -> new PeersReader(kafka.clientProperties(), keys, clock, this));
  }

  /**
   * Begins to read, and returns when everything was read that is there.
   *
   * @param trust whose documents are believed; empty: nobody's, so that there are no peers
   * @throws UnsuitableBrokers if that takes longer than a start may wait
   */
  static PeerDocuments start(Optional<PeersTrust> trust, KafkaSettings kafka, InstantSource clock) {
    var documents = new PeerDocuments(trust, kafka, clock);
    documents.reader.ifPresent(reader -> awaitRead(reader.start(), kafka));
    if (trust.isEmpty()) {
      LOG.warn("keyferry.peers.document-keys is not set: there are no peers, nobody is let in");
    }
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
    throw new UnsuitableBrokers(
        new Problem(
            "peers documents",
            "the brokers at " + kafka.bootstrapServers(),
            "all of them within " + kafka.startWait().toSeconds() + " s",
            reader.state().trouble().orElse("no answer")),
        null);
  }

  /** The document; empty: none holds. */
  Optional<PeersDocument> current() {
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

  @Override
  public void close() {
    reader.ifPresent(PeersReader::close);
  }
}
