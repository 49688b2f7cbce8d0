package org.keyferry.connector.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a task has batches while it reads them: a directory of its own, which nobody else may read.
 * A lock beside it shows that the task lives, so that the next one removes what a killed process
 * left.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String PREFIX = "keyferry-pull-";
  private static final String LOCK = ".lock";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path lockFile;
  private final FileChannel channel;

  private Spool(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Removes what is nobody's any more, and makes a directory.
   *
   * @param root of all tasks on this machine; made if it is not there
   */
  static Spool open(Path root) throws IOException {
    Files.createDirectories(root);
    for (Path left : locksIn(root)) {
      removeIfNobodys(left);
    }
    while (true) {
      Path lockFile = root.resolve(PREFIX + UUID.randomUUID() + LOCK);
      var locked = lock(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (locked.isEmpty()) {
        continue;
      }
      if (Files.exists(lockFile)) {
        Files.createDirectory(directoryOf(lockFile), OWNER_ALONE);
        return new Spool(lockFile, locked.get());
      }
      // Another task took it for nobody's before it was locked.
      locked.get().close();
    }
  }

  /** Where its files are. */
  Path directory() {
    return directoryOf(lockFile);
  }

  private static Path directoryOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static List<Path> locksIn(Path root) throws IOException {
    try (var files = Files.newDirectoryStream(root, PREFIX + "*" + LOCK)) {
      var locks = new ArrayList<Path>();
      files.forEach(locks::add);
      return locks;
    }
  }

  private static void removeIfNobodys(Path lockFile) throws IOException {
    try {
      var locked = lock(lockFile, StandardOpenOption.WRITE);
      if (locked.isPresent()) {
        new Spool(lockFile, locked.get()).close();
      }
    } catch (NoSuchFileException e) {
      // Its task ended just now, or another one removed it.
    }
  }

  /** Empty: somebody else has it. */
  private static Optional<FileChannel> lock(Path lockFile, OpenOption... how) throws IOException {
    FileChannel channel = FileChannel.open(lockFile, how);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another task of this process has it.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(channel) : Optional.empty();
  }

  /** Removes the directory and what is in it; what can't be is for the next one. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (Files.isDirectory(directory())) {
        try (var files = Files.newDirectoryStream(directory())) {
          for (Path file : files) {
            Files.deleteIfExists(file);
          }
        }
        Files.delete(directory());
      }
      Files.deleteIfExists(lockFile);
    } catch (DirectoryNotEmptyException e) {
      LOG.warn("Who read a batch did so still; its file goes with the next start: {}", directory());
    }
  }
}
