package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.EndingSoon;
import org.keyferry.local.peers.PeersDesk;
import org.keyferry.local.peers.RevokedPins;
import org.keyferry.local.text.Table;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.SeenDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers verify}: whether the file could be published, or what became of what was.
 *
 * <p>in: the file, or {@code peers.documents}; out: a line, or a table
 */
@Command(
    name = "verify",
    description = {
      "Checks the file as the apps will check the document.",
      "With --published, every version that was published. Exit code 1 if no document is in effect."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersVerifyCommand implements Callable<Integer> {
  @Option(names = "--published", description = "What was published, in place of the file.")
  private boolean published;

  @Mixin private PeersDraft draft;

  @Mixin private PeersTarget target;

  @Mixin private RunningBackend backend;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (published) {
      return verifyPublished(out);
    }
    var file = draft.of(backend).file();
    Federation federation = file.read();
    var revoked = new RevokedPins(federation);
    revoked.lines().forEach(out::println);
    revoked.requireOthers(file.file().toString());
    out.println(
        "right: "
            + federation.peers().size()
            + " peers of "
            + federation.home().region()
            + ", signed by any of "
            + federation.documentKeys());
    new EndingSoon(Clock.systemUTC().instant()).of(federation).forEach(out::println);
    return ExitCode.OK;
  }

  private int verifyPublished(PrintWriter out) throws IOException {
    var history = target.desk(backend, draft).history();
    Instant now = Clock.systemUTC().instant();
    boolean inEffect =
        history
            .chain()
            .last()
            .map(SeenDocument::document)
            .filter(document -> !document.isExpired(now))
            .isPresent();
    backend.print(
        history.entries(),
        out,
        text -> {
          table(history).print(text);
          text.println(inEffect(history, inEffect));
        });
    return inEffect ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String inEffect(PeersDesk.History history, boolean inEffect) {
    return history
        .chain()
        .last()
        .map(SeenDocument::document)
        .map(document -> sentence(document, inEffect))
        .orElse("no document was taken");
  }

  private static String sentence(PeersDocument document, boolean inEffect) {
    return "version "
        + document.version()
        + (inEffect ? " is in effect until " : " expired at ")
        + document.expiresAt();
  }

  private static Table table(PeersDesk.History history) {
    var table = new Table("OFFSET", "PUBLISHED", "VERSION", "REFUSED");
    for (var entry : history.entries()) {
      table.row(
          entry.offset(),
          entry.at(),
          entry.version() == null ? "-" : entry.version(),
          entry.refusal() == null ? "-" : entry.refusal());
    }
    return table;
  }
}
