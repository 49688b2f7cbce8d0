package org.keyferry.local.command;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.status.StatusReader;
import org.keyferry.local.status.StatusTargets;
import org.keyferry.local.status.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry status}: lag, buckets and batches of a running backend. Exit code 1 means that
 * a part is down or a connector failed.
 *
 * <p>in: brokers and actuators; out: tables or JSON
 */
@Command(
    name = "status",
    description = {
      "Tells lag, buckets and batches of a running backend.",
      "Exit code 1 means that a part is down or a connector failed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private RunningBackend backend;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var status = new StatusReader(targets(), Clock.systemUTC()).read();
    backend.print(status, spec.commandLine().getOut(), out -> StatusText.print(status, out));
    return status.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private StatusTargets targets() throws IOException {
    RunDescriptor run = backend.run();
    return new StatusTargets(
        run.gateway(),
        run.origin(),
        run.processor(),
        run.exporter(),
        run.federationHealth(),
        run.connect(),
        run.kafka(),
        run.s3(),
        backend.storeCredentials());
  }
}
