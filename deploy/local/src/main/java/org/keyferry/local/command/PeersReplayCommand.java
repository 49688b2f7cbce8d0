package org.keyferry.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.KeptBatches;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./keyferry peers replay}: batches that were let in are fed in again. */
@Command(
    name = "replay",
    description = "Feeds kept batches of a peer in again; keys that are known change nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersReplayCommand implements Callable<Integer> {
  @Mixin private KeptBatchesTarget target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    target.each(
        KeptBatches::imported,
        (batches, object) -> KeptBatchesTarget.FedIn.of(object, batches.replay(object)),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
