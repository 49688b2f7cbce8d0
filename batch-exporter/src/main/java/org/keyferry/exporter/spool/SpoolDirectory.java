package org.keyferry.exporter.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The directory of spool files and unfinished export files. Nothing in it is needed after a
 * restart: whatever is there was read from {@code batches.sealed} and will be again, so it is wiped
 * at start.
 */
public final class SpoolDirectory implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  private final Path directory;
  private final FileChannel lockChannel;
  private final AtomicLong number = new AtomicLong();

  private SpoolDirectory(Path directory, FileChannel lockChannel) {
    this.directory = directory;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes the directory if it is missing, takes it for this process alone, and empties it.
   *
   * @throws InvalidSetting if another process has it, or it can't be written to
   */
  public static SpoolDirectory open(Path directory) {
    try {
      Files.createDirectories(directory);
      var lockChannel =
          FileChannel.open(
              directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(lockChannel)) {
        lockChannel.close();
        throw refused(directory, "another process uses it");
      }
      var spool = new SpoolDirectory(directory, lockChannel);
      spool.wipe();
      return spool;
    } catch (IOException e) {
      throw refused(directory, e.toString());
    }
  }

  private static boolean isFree(FileChannel lockChannel) throws IOException {
    try {
      // Held until the channel is closed.
      FileLock lock = lockChannel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static InvalidSetting refused(Path directory, String actual) {
    return new InvalidSetting(
        new Problem(
            "keyferry.exporter.spool-directory",
            "the settings",
            "a directory of this process alone",
            directory + ": " + actual));
  }

  private void wipe() throws IOException {
    List<Path> found;
    try (Stream<Path> entries = Files.list(directory)) {
      found = entries.filter(entry -> !entry.endsWith(LOCK_FILE)).toList();
    }
    for (Path entry : found) {
      Files.delete(entry);
    }
  }

  /** A file for the keys of a batch. */
  public BatchSpool newBatch() throws IOException {
    return new BatchSpool(directory.resolve(number.incrementAndGet() + ".keys"));
  }

  /** A name for an export file in the making; who makes the file removes it. */
  public Path newExportFile() {
    return directory.resolve(number.incrementAndGet() + ".zip");
  }

  @Override
  public void close() throws IOException {
    wipe();
    lockChannel.close();
  }
}
