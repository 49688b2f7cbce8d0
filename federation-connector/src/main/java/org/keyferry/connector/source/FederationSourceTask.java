package org.keyferry.connector.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.pull.Piece;
import org.keyferry.connector.pull.PullEnvironment;
import org.keyferry.connector.screen.PeerCaps;
import org.keyferry.edge.store.S3Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the feeds that are this task's share, each on a thread of its own that costs next to
 * nothing, so that a slow peer delays no other. What they hand over goes to Connect in the order of
 * each feed; one call of {@link #poll} is one transaction.
 */
public final class FederationSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(FederationSourceTask.class);
  private static final int WAITING_PIECES = 8;
  private static final int PIECES_OF_A_TRANSACTION = 16;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final ArrayBlockingQueue<Piece> outbox = new ArrayBlockingQueue<>(WAITING_PIECES, true);
  private PeersFollowed followed;
  private List<String> peers = List.of();
  private volatile long looked;
  private PeerClients clients;
  private S3Connection store;
  private RunningCycles cycles;
  private HintReader hints;
  private Spool spool;

  @Override
  public String version() {
    return FederationSourceConnector.VERSION;
  }

  @Override
  public void start(Map<String, String> props) {
    var settings = new SourceSettings(props);
    clients = new PeerClients(settings.addresses(), settings.limits());
    store = S3Connection.open(settings.archive());
    try {
      spool = Spool.open(settings.spool());
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for batches: " + settings.spool(), e);
    }
    cycles =
        new RunningCycles(
            environment(settings),
            new Positions(context.offsetStorageReader()),
            new PullMetrics(context.pluginMetrics()));
    if (settings.isManyPeers()) {
      peers = List.of(props.get(FederationSourceConnector.TASK_PEERS).split(","));
      followed = new PeersFollowed(settings, Clock.systemUTC(), () -> looked = 0);
    } else {
      cycles.follow(List.of(settings.onePeer()));
    }
    if (settings.hasHints()) {
      hints = new HintReader(settings.peersClient(), cycles::pollNow);
    }
  }

  private PullEnvironment environment(SourceSettings settings) {
    return new PullEnvironment(
        clients,
        new ImportArchive(store.objects()),
        settings.times(),
        settings.rules(),
        new PeerCaps(settings.rules().caps()),
        spool.directory(),
        outbox::put,
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  /** Follows the document: whom it still has, with which certificates, keys and addresses. */
  private void follow() {
    long now = System.nanoTime();
    boolean due = looked == 0 || now - looked > BETWEEN_LOOKS.toNanos();
    if (followed != null && due && followed.isKnown()) {
      looked = now;
      cycles.follow(followed.sources(peers));
    }
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    follow();
    Piece first = outbox.poll(1, TimeUnit.SECONDS);
    if (first == null) {
      return null;
    }
    var pieces = new ArrayList<Piece>(List.of(first));
    outbox.drainTo(pieces, PIECES_OF_A_TRANSACTION - 1);
    var records = new ArrayList<SourceRecord>();
    pieces.forEach(piece -> PieceRecords.add(piece, records));
    return records;
  }

  @Override
  public void stop() {
    if (hints != null) {
      hints.close();
    }
    if (followed != null) {
      followed.close();
    }
    if (cycles != null) {
      cycles.close();
    }
    if (clients != null) {
      clients.close();
    }
    if (store != null) {
      store.close();
    }
    if (spool != null) {
      closeSpool();
    }
  }

  private void closeSpool() {
    try {
      spool.close();
    } catch (IOException e) {
      LOG.warn("Files of batches stay until the next start in {}", spool.directory(), e);
    }
  }
}
