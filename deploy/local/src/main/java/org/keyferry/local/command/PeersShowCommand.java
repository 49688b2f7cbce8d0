package org.keyferry.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyferry.local.peers.PeersFile;
import org.keyferry.local.text.Table;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersWriting;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers show}: the newest version of the document.
 *
 * <p>in: {@code peers.documents}; out: a table, or the document as JSON
 */
@Command(
    name = "show",
    description = "Shows the newest version of the document that was taken.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersShowCommand implements Callable<Integer> {
  @Mixin private PeersDraft draft;

  @Mixin private PeersTarget target;

  @Mixin private RunningBackend backend;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Writes what it says to a new file, to go on from there.")
  private Path save;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PeersDocument document = target.published(backend, draft);
    if (save != null) {
      new PeersFile(save, draft.of(backend).urls()).create(document.federation());
    }
    backend.printDocument(
        new String(PeersWriting.indented(document), UTF_8),
        spec.commandLine().getOut(),
        text -> print(document, text));
    return ExitCode.OK;
  }

  private static void print(PeersDocument document, PrintWriter out) {
    out.println(
        "version "
            + document.version()
            + " of "
            + document.home().region()
            + ", expires at "
            + document.expiresAt()
            + ", next signed by any of "
            + document.federation().documentKeys());
    table(document).print(out);
  }

  private static Table table(PeersDocument document) {
    var table =
        new Table(
            "PEER",
            "KIND",
            "ORIGINS",
            "CLUSTER",
            "PHASE",
            "REPLICATION",
            "READS",
            "PULLS",
            "PUSHES");
    for (Peer peer : document.peers()) {
      table.row(
          peer.id(),
          peer.kind().word(),
          peer.origins().stream().map(Region::code).sorted().collect(joining(",")),
          peer.cluster().map(Object::toString).orElse("-"),
          peer.phase().word(),
          document.replication(peer).word(),
          peer.reads().isEmpty()
              ? "default"
              : orDash(peer.reads().stream().map(Object::toString).sorted()),
          orDash(peer.pulls().stream().map(pull -> pull.format().word() + " " + pull.url())),
          orDash(peer.pushes().stream().map(push -> push.format().word() + " " + push.url())));
    }
    return table;
  }

  private static String orDash(Stream<String> values) {
    String joined = values.collect(joining(","));
    return joined.isEmpty() ? "-" : joined;
  }
}
