package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.local.peers.PeersDesk;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.PeersTrust;
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

  PeersDesk desk(RunningBackend backend, PeersDraft draft) throws IOException {
    var keys = new ArrayList<DocumentKey>();
    for (Path file : draft.trust(trust)) {
      keys.add(new DocumentKey(SigningKeys.readPublic(file)));
    }
    return new PeersDesk(
        brokers.of(backend), new PeersTrust(keys, firstVersion, Optional.empty(), draft.urls()));
  }
}
