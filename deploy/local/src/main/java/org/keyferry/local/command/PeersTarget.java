package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.peers.PeersDesk;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.SeenDocument;
import org.keyferry.wire.topic.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the document of peers is published, and where trust in it begins. */
final class PeersTarget {
  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = {
        "A public key that the apps have in keyferry.peers.document-keys; may be given again",
        "(default: public.pem of --peers)."
      })
  private List<Path> trust = List.of();

  @Option(
      names = "--first-version",
      paramLabel = "N",
      defaultValue = "1",
      description = "What the apps have in keyferry.peers.first-version (default: 1).")
  private long firstVersion;

  @Mixin private BrokerOptions brokers;

  KafkaSettings kafka(RunningBackend backend) throws IOException {
    return brokers.of(backend);
  }

  PeersDesk desk(RunningBackend backend, PeersDraft draft) throws IOException {
    PeersDraft here = draft.of(backend);
    var keys = new ArrayList<DocumentKey>();
    for (Path file : here.trust(trust)) {
      if (!Files.exists(file)) {
        throw new CommandFailure(
            new Problem(
                "public key",
                file.toString(),
                "the one that the apps know (in the directory of --peers, or named by --trust)",
                "nothing there"));
      }
      keys.add(new DocumentKey(SigningKeys.readPublic(file)));
    }
    return new PeersDesk(
        brokers.of(backend), new PeersTrust(keys, firstVersion, Optional.empty(), here.urls()));
  }

  /**
   * The newest version that the apps take.
   *
   * @throws CommandFailure if there is none
   */
  PeersDocument published(RunningBackend backend, PeersDraft draft) throws IOException {
    var history = desk(backend, draft).history();
    return history
        .chain()
        .last()
        .map(SeenDocument::document)
        .orElseThrow(() -> new CommandFailure(noneTaken(history.entries())));
  }

  private static Problem noneTaken(List<PeersDesk.Entry> entries) {
    boolean isEmpty = entries.isEmpty();
    return new Problem(
        "peers document",
        Topics.PEERS_DOCUMENTS.name(),
        isEmpty
            ? "one that is published (./keyferry peers publish)"
            : "one that is taken with --peers, --trust and --first-version as they are"
                + " (./keyferry peers verify --published)",
        isEmpty ? "none" : entries.size() + " that are not; " + entries.getLast().refusal());
  }
}
