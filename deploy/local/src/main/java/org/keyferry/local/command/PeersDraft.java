package org.keyferry.local.command;

import java.nio.file.Path;
import java.util.List;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.local.peers.PeersFile;
import org.keyferry.wire.peer.PeerUrl;
import picocli.CommandLine.Option;

/** Where everything is that the document of peers is made from. */
final class PeersDraft {
  @Option(
      names = "--peers",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data/peers",
      description = {
        "Where peers.json is, which says what the next version is to say, and the pair private.pem",
        "and public.pem that signs it (default: ${DEFAULT-VALUE}, where up makes such a pair)."
      })
  private Path directory;

  @Option(
      names = "--development",
      description = "URLs may name this machine: for backends on one machine alone.")
  private boolean development;

  PeerUrl urls() {
    return new PeerUrl(development);
  }

  PeersFile file() {
    return new PeersFile(directory.resolve("peers.json"), urls());
  }

  /** The key that signs, unless another is named. */
  DocumentKeyFile key(Path named) {
    return new DocumentKeyFile(named == null ? directory.resolve(DocumentKeyFile.PRIVATE) : named);
  }

  /** Where trust begins, unless other keys are named. */
  List<Path> trust(List<Path> named) {
    return named.isEmpty() ? List.of(key(null).publicFile()) : named;
  }
}
