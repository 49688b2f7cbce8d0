package org.keyferry.local.command;

import java.nio.file.Path;
import org.keyferry.local.peers.PeersFile;
import org.keyferry.wire.peer.PeerUrl;
import picocli.CommandLine.Option;

/** Which file says what the document of peers is to say. */
final class PeersDraft {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "peers.json",
      description = "What the next version is to say (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Option(
      names = "--development",
      description = "URLs may name this machine: for backends on one machine alone.")
  private boolean development;

  PeerUrl urls() {
    return new PeerUrl(development);
  }

  PeersFile file() {
    return new PeersFile(file, urls());
  }
}
