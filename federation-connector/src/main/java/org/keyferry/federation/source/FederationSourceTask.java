package org.keyferry.federation.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.federation.archive.ImportArchive;
import org.keyferry.federation.fetch.PeerClients;
import org.keyferry.federation.pull.Piece;
import org.keyferry.federation.pull.PullEnvironment;
import org.keyferry.federation.pull.PullSource;

/**
 * Reads the feeds that are this task's share, each on a thread of its own that costs next to
 * nothing, so that a slow peer delays no other. What they hand over goes to Connect in the order of
 * each feed; one call of {@link #poll} is one transaction.
 */
public final class FederationSourceTask extends SourceTask {
  private static final int WAITING_PIECES = 8;
  private static final int PIECES_OF_A_TRANSACTION = 16;

  private final ArrayBlockingQueue<Piece> outbox = new ArrayBlockingQueue<>(WAITING_PIECES, true);
  private PeerClients clients;
  private S3Connection store;
  private RunningCycles cycles;

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
      Files.createDirectories(settings.spool());
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for batches: " + settings.spool(), e);
    }
    var environment =
        new PullEnvironment(
            clients,
            new ImportArchive(store.objects()),
            settings.times(),
            settings.rules(),
            settings.spool(),
            outbox::put,
            Clock.systemUTC(),
            RandomGenerator.getDefault());
    cycles = new RunningCycles(environment, new Positions(context.offsetStorageReader()));
    cycles.follow(List.of(settings.onePeer()));
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
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

  /** The feeds that are read now. */
  List<PullSource.Id> reading() {
    return cycles.reading();
  }

  @Override
  public void stop() {
    if (cycles != null) {
      cycles.close();
    }
    if (clients != null) {
      clients.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
