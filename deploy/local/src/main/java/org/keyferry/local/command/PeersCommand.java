package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.local.peers.FederationChange;
import org.keyferry.local.peers.PeerFile;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Cluster;
import org.keyferry.wire.peer.ClusterId;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.Peer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers}: with whom keys are exchanged.
 *
 * <p>in: a file that says what the next version of the document is to say; out: the file changed,
 * or the document published
 */
@Command(
    name = "peers",
    description =
        "Makes, changes and publishes the document that says with whom keys are exchanged.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PeersRotateCommand.class,
      PeersRemoveCommand.class,
      PeersVerifyCommand.class,
      PeersPublishCommand.class,
      PeersShowCommand.class,
      PeersOnboardCommand.class,
      PeersBatchesCommand.class,
      PeersReplayCommand.class,
      PeersReleaseCommand.class,
      PeersPurgeCommand.class
    })
public final class PeersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Whose document it is. */
  static final class HomeOptions {
    @Option(
        names = "--region",
        required = true,
        paramLabel = "CODE",
        converter = RegionText.class,
        description = "Our region, such as NL.")
    private Region region;

    @Option(names = "--cluster", paramLabel = "ID", description = "The cluster that it is in.")
    private String cluster;

    @Option(
        names = "--vendor",
        paramLabel = "NAME",
        defaultValue = "keyferry",
        description = "Who makes our backend (default: ${DEFAULT-VALUE}).")
    private String vendor;

    Federation federation(DocumentKeyFile key) throws IOException {
      var id = Optional.ofNullable(cluster).map(ClusterId::new);
      return new Federation(
          new Home(region, id, vendor),
          List.of(key.publicKey()),
          List.of(),
          id.map(Cluster::pinned).map(List::of).orElse(List.of()),
          List.of(),
          Set.of());
    }
  }

  @Command(
      name = "init",
      description = "Makes a file without peers, and a key that signs documents.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int init(@Mixin HomeOptions home, @Mixin PeersDraft draft) throws IOException {
    var key = draft.key(null);
    key.ensure();
    draft.file().create(home.federation(key));
    out().println("wrote " + draft.file().file());
    out().println("the apps need keyferry.peers.document-keys: " + key.publicFile());
    return ExitCode.OK;
  }

  @Command(
      name = "add",
      description = "Adds a peer to the file.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int add(
      @Mixin PeersDraft draft,
      @Mixin KeyMaterialOptions material,
      @Parameters(paramLabel = "PEER", description = "JSON of one peer (docs/peers.md).") Path file,
      @Option(names = "--replace", description = "It may take the place of one with its id.")
          boolean replace)
      throws IOException {
    Federation before = draft.file().read();
    Peer peer = new PeerFile(file, draft.urls()).read(before.home(), material.read());
    Federation after = new FederationChange(before).add(peer, replace);
    draft.file().write(after);
    out().println("added " + peer.id() + ", replication " + after.replication(peer).word());
    return ExitCode.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
