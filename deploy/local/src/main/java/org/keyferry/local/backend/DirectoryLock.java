package org.keyferry.local.backend;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** Keeps a second backend off the same data; the operating system releases it with the process. */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws CommandFailure if another process has it
   */
  static DirectoryLock acquire(DataDirectory data) {
    try {
      var channel =
          FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(data);
      }
      return new DirectoryLock(channel);
    } catch (OverlappingFileLockException e) {
      throw inUse(data);
    } catch (IOException e) {
      throw new CommandFailure(
          new Problem("lock", data.lock().toString(), "a file to lock", e.toString()), e);
    }
  }

  private static CommandFailure inUse(DataDirectory data) {
    return new CommandFailure(
        new Problem(
            "data directory",
            data.root().toString(),
            "one that no backend runs on",
            "a running backend; stop it, or give another directory with --data"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
