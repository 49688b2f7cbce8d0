package org.keyferry.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.FederationChange;
import org.keyferry.wire.peer.PeerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers remove}: a peer or a document key less.
 *
 * <p>in: its id; out: the file without it
 */
@Command(
    name = "remove",
    description = "Removes a peer, or a key that may sign documents, from the file.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PEER", arity = "0..1", description = "The peer's id.")
  private String peer;

  @Mixin private PeersDraft draft;

  @Option(
      names = "--revoke",
      description = "Its pinned certificates count for nothing from now on, whoever shows them.")
  private boolean revoke;

  @Option(
      names = "--document-key",
      paramLabel = "KEY-ID",
      description = "A key that may sign documents, by its id as peers show prints it.")
  private String documentKey;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if ((peer == null) == (documentKey == null)) {
      throw new ParameterException(spec.commandLine(), "expected PEER or --document-key");
    }
    var change = new FederationChange(draft.file().read());
    draft
        .file()
        .write(
            peer == null
                ? change.removeDocumentKey(documentKey)
                : change.remove(new PeerId(peer), revoke));
    spec.commandLine().getOut().println("removed " + (peer == null ? documentKey : peer));
    return ExitCode.OK;
  }
}
