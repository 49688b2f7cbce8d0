package org.keyferry.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.local.peers.PeersFile;
import org.keyferry.wire.peer.PeerUrl;
import picocli.CommandLine.Option;

/** Where everything is that the document of peers is made from. */
final class PeersDraft {
  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description = {
        "Where peers.json is, which says what the next version is to say, and the pair private.pem",
        "and public.pem that signs it. Default: the directory peers, where up makes such a pair,",
        "below that of --data, or below data where there is no --data."
      })
  private Path directory;

  @Option(
      names = "--development",
      description = {
        "URLs may name this machine: for backends on one machine alone.",
        "Nobody has to say so of the directory of a backend that up started."
      })
  private boolean development;

  /** The same, by default in the directory of that backend. */
  PeersDraft of(RunningBackend backend) {
    var draft = new PeersDraft();
    draft.directory = directory == null ? backend.directory().peers() : directory;
    draft.development = development;
    return draft;
  }

  private Path directory() {
    return directory == null
        ? new DataDirectory(Path.of(System.getProperty("keyferry.home", "."), "data")).peers()
        : directory;
  }

  PeerUrl urls() {
    Path backend = directory().toAbsolutePath().normalize().getParent();
    boolean isLocal = backend != null && Files.exists(new DataDirectory(backend).runDescriptor());
    return new PeerUrl(development || isLocal);
  }

  PeersFile file() {
    return new PeersFile(directory().resolve("peers.json"), urls());
  }

  /** The key that signs, unless another is named. */
  DocumentKeyFile key(Path named) {
    return new DocumentKeyFile(
        named == null ? directory().resolve(DocumentKeyFile.PRIVATE) : named);
  }

  /** Where trust begins, unless other keys are named. */
  List<Path> trust(List<Path> named) {
    return named.isEmpty() ? List.of(key(null).publicFile()) : named;
  }
}
