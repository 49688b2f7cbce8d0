package org.keyferry.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.KeptBatches;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./keyferry peers release}: batches that were set aside are fed in. */
@Command(
    name = "release",
    description = "Feeds batches of a peer in that were set aside.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersReleaseCommand implements Callable<Integer> {
  @Mixin private KeptBatchesTarget target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    target.each(
        KeptBatches::setAside,
        (batches, object) -> KeptBatchesTarget.FedIn.of(object, batches.release(object)),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
