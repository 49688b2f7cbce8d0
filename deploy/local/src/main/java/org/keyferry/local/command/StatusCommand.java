package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.status.StatusReader;
import org.keyferry.local.status.StatusTargets;
import org.keyferry.local.status.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./keyferry status}: lag, buckets and batches of a running backend. Exit code 1 means that
 * a part is down.
 *
 * <p>in: brokers and actuators; out: tables or JSON
 */
@Command(
    name = "status",
    description =
        "Tells lag, buckets and batches of a running backend; exit code 1: a part is down.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class StatusCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data",
      description = "Where the backend keeps everything (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var status = new StatusReader(targets(), Clock.systemUTC()).read();
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> StatusText.print(status, out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(status));
    }
    return status.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private StatusTargets targets() throws IOException {
    RunDescriptor run = RunningBackend.on(data);
    return new StatusTargets(
        run.gateway(), run.origin(), run.processor(), run.exporter(), run.kafka());
  }
}
