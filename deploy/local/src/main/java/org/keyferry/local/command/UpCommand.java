package org.keyferry.local.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.keyferry.local.backend.Backend;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.wire.settings.InvalidSetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry up}: a whole backend on this machine.
 *
 * <p>in: options; out: running processes, and one line when all of them are ready
 */
@Command(
    name = "up",
    description = "Runs a whole backend on this machine until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class UpCommand implements Callable<Integer> {
  @Mixin private BackendOptions options;
  @Mixin private PortOptions ports;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    BackendRequest request = options.request();
    PrintWriter out = spec.commandLine().getOut();
    boolean isNew = Files.notExists(options.data());
    var data = DataDirectory.ensure(options.data());
    Terminal.logTo(data);
    var backend = isNew ? Backend.onNew(data) : Backend.on(data);
    return UntilInterrupted.ofThisProcess(backend::close, out)
        .run(() -> serve(backend, request, data, out));
  }

  private int serve(Backend backend, BackendRequest request, DataDirectory data, PrintWriter out) {
    try {
      out.println("starting on " + data.root());
      var running = backend.start(request, FreePorts.require(ports.ports()));
      out.println(ReadyLine.of(running));
      if (running.origin() != null) {
        out.println("phones read " + running.origin() + "/" + running.region() + "/index.txt");
      }
      backend.awaitEnd();
      return ExitCode.OK;
    } catch (InvalidSetting e) {
      throw options.inOptions(e);
    }
  }
}
