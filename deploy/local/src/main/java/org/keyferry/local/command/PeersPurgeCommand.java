package org.keyferry.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.KeptBatches;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./keyferry peers purge}: batches that were set aside are removed. */
@Command(
    name = "purge",
    description = "Removes batches of a peer that were set aside.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersPurgeCommand implements Callable<Integer> {
  @Mixin private KeptBatchesTarget target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    target.each(
        KeptBatches::setAside,
        (batches, object) -> {
          batches.purge(object);
          return new KeptBatchesTarget.Removed(object);
        },
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
