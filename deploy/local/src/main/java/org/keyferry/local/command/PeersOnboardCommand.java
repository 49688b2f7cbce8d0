package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.LocalBackend;
import org.keyferry.local.peers.Onboarding;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers onboard}: backends and hubs on this machine exchange keys from now on.
 *
 * <p>in: data directories; out: a document of peers for each, connectors
 */
@Command(
    name = "onboard",
    description = {
      "Makes backends on this machine known to each other, with their certificates and keys.",
      "Between a hub (up --hub) and backends (up --by-hub) it starts the uploads, too."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersOnboardCommand implements Callable<Integer> {
  private static final int LEAST = 2;

  @Parameters(
      paramLabel = "DIR",
      arity = "2..*",
      description = "Where each of them keeps everything (--data of ./keyferry up).")
  private List<Path> directories;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var backends = new ArrayList<LocalBackend>();
    for (Path directory : directories) {
      backends.add(LocalBackend.of(directory));
    }
    long regions = backends.stream().map(LocalBackend::region).distinct().count();
    if (regions < LEAST || regions < backends.size()) {
      throw new ParameterException(
          spec.commandLine(), "DIR: expected backends of different regions, got one region twice");
    }
    new Onboarding(Clock.systemUTC()).connect(backends);
    spec.commandLine()
        .getOut()
        .println("onboarded " + backends.stream().map(LocalBackend::region).toList());
    return ExitCode.OK;
  }
}
