package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.wire.Problem;

/** Finds what {@code ./keyferry up} has started. */
final class RunningBackend {
  private RunningBackend() {}

  /**
   * What runs on the directory.
   *
   * @throws CommandFailure if nothing was started there
   */
  static RunDescriptor on(Path data) throws IOException {
    var directory = new DataDirectory(data.toAbsolutePath().normalize());
    return RunDescriptor.read(directory)
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "running backend",
                    directory.root().toString(),
                    "one that ./keyferry up has started",
                    "none")));
  }
}
