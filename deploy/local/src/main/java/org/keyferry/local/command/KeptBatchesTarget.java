package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.connector.pull.KeyCounts;
import org.keyferry.connector.trust.BatchSigners;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.peers.KeptBatches;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeersDocument;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which kept batches a command is for. */
final class KeptBatchesTarget {
  @Parameters(
      paramLabel = "PEER[/ORIGIN[/DATE[/BATCH]]]",
      description = "Whose batches: of a peer, of an origin of it, of a day, or a single one.")
  private String below;

  @Mixin private PeersDraft draft;

  @Mixin private PeersTarget target;

  @Mixin private RunningBackend backend;

  private KeptBatches open() throws IOException {
    RunDescriptor run = backend.run();
    return new KeptBatches(
        run.s3(),
        backend.storeCredentials(),
        target.kafka(backend),
        new Region(run.region()),
        this::signers);
  }

  /** Asks for the document only where batches are signed by certificates that it has. */
  private BatchAudit.SignerTrust signers(String hub) {
    try {
      PeersDocument document = target.published(backend, draft);
      return document
          .peer(new PeerId(hub))
          .map(peer -> new BatchSigners(peer, document.federation(), Clock.systemUTC()))
          .orElseThrow(() -> missing(hub));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandFailure missing(String hub) {
    return new CommandFailure(new Problem("peers document", hub, "one that has the hub", "none"));
  }

  /** What a peer is followed by in names: {@code BE} is not a part of {@code BE-2}. */
  private String below() {
    long parts = below.chars().filter(c -> c == '/').count();
    return parts >= 3 || below.endsWith("/") ? below : below + "/";
  }

  /** What is done to a kept batch; what comes of it has a text. */
  interface Deed {
    Object happens(KeptBatches batches, String object) throws IOException;
  }

  /**
   * Does something to each of the batches, and prints what came of it: text at once, JSON at the
   * end, also at one that comes early.
   *
   * @param kept finds those below a name
   * @throws CommandFailure if there is none
   */
  void each(Finding kept, Deed deed, PrintWriter out) throws IOException {
    var done = new ArrayList<>();
    try (var batches = open()) {
      List<String> objects = kept.below(batches, below());
      if (objects.isEmpty()) {
        throw new CommandFailure(
            new Problem("batches", below(), "one or more (./keyferry peers batches)", "none"));
      }
      for (String object : objects) {
        done.add(deed.happens(batches, object));
        if (!backend.printsJson()) {
          out.println(done.getLast());
        }
      }
    } finally {
      if (backend.printsJson()) {
        backend.print(done, out, text -> {});
      }
    }
  }

  /** Names of kept batches. */
  interface Finding {
    List<String> below(KeptBatches batches, String below) throws IOException;
  }

  /**
   * A batch that was fed in.
   *
   * @param batch its object
   * @param keys that went on
   * @param own keys that are ours
   * @param refused keys that were refused
   */
  record FedIn(String batch, long keys, long own, long refused) {
    static FedIn of(String batch, KeyCounts counts) {
      return new FedIn(batch, counts.passedOn(), counts.own(), counts.refused());
    }

    @Override
    public String toString() {
      return "%s: %d keys, %d our own, %d refused".formatted(batch, keys, own, refused);
    }
  }

  /**
   * A batch that was removed.
   *
   * @param batch its object
   */
  record Removed(String batch) {
    @Override
    public String toString() {
      return "removed " + batch;
    }
  }
}
