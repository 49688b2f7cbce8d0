package org.keyferry.local.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.KeptBatchList;
import org.keyferry.local.peers.KeptBatchList.Kept;
import org.keyferry.local.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./keyferry peers batches}: which batches of peers are kept, and which were set aside. */
@Command(
    name = "batches",
    description = "Lists batches of peers that are kept, and those that were set aside.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersBatchesCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PEER[/ORIGIN[/DATE]]",
      arity = "0..1",
      description = "Whose batches: of a peer, of an origin of it, of a day (default: all).")
  private String below;

  @Mixin private RunningBackend backend;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (var list = new KeptBatchList(backend.run().s3(), backend.storeCredentials())) {
      List<Kept> kept = list.below(below == null ? "" : below.replaceFirst("/?$", "/"));
      backend.print(kept, spec.commandLine().getOut(), out -> table(kept).print(out));
    }
    return ExitCode.OK;
  }

  private static Table table(List<Kept> kept) {
    var table = new Table("BATCH", "WHAT IT IS");
    for (Kept each : kept) {
      table.row(each.batch(), each.setAside() ? "set aside" : "let in");
    }
    return table;
  }
}
