package org.keyferry.local.command;

import java.io.IOException;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.Backend;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.wire.Problem;
import org.springframework.util.FileSystemUtils;

/**
 * A backend that goes when the demonstration is over, with its data if nobody asked to keep them.
 *
 * @param backend what runs
 * @param data where it keeps everything
 * @param removeData whether to delete that at the end
 */
record DemoRun(Backend backend, DataDirectory data, boolean removeData) implements AutoCloseable {

  /**
   * Stops everything.
   *
   * @throws CommandFailure if a process is left
   */
  @Override
  public void close() throws IOException {
    backend.close();
    if (removeData) {
      FileSystemUtils.deleteRecursively(data.root());
    }
    var left = ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    if (!left.isEmpty()) {
      throw new CommandFailure(
          new Problem("processes", "this machine", "none left", "process ids " + left));
    }
  }
}
