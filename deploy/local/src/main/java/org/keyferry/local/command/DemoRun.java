package org.keyferry.local.command;

import java.io.IOException;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.demo.Regions;
import org.keyferry.wire.Problem;
import org.springframework.util.FileSystemUtils;

/**
 * Backends that go when the demonstration is over, with their data if nobody asked to keep them.
 *
 * @param backends what runs
 * @param data where it keeps everything
 * @param removeData whether to delete that at the end
 */
record DemoRun(Regions backends, DataDirectory data, boolean removeData) implements AutoCloseable {

  /**
   * Stops everything.
   *
   * @throws CommandFailure if a process is left
   */
  @Override
  public void close() throws IOException {
    backends.close();
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
