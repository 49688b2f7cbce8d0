package org.keyferry.origin.kept;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of kept files, one for each process. A lock beside it shows that the process lives:
 * the next one removes what a killed one left.
 */
public final class CacheDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheDirectory.class);
  private static final String PREFIX = "keyferry-origin-";
  private static final String LOCK = ".lock";

  /** Who has just found a file has yet to open it. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          10, TimeUnit.SECONDS, task -> Thread.startVirtualThread(task));

  /**
   * Lock files of this process. Where locks belong to processes, as in POSIX, it would lose one by
   * opening and closing the file once more.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel lock;
  private final AtomicLong number = new AtomicLong();

  private CacheDirectory(Path lockFile, FileChannel lock) {
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Removes what is nobody's any more, and makes a directory.
   *
   * @param root of all processes on this machine; made if it is not there
   * @throws InvalidSetting if that can't be done
   */
  public static CacheDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      for (Path left : locksIn(root)) {
        removeIfNobodys(left);
      }
      String name = PREFIX + UUID.randomUUID();
      // Others see it when it is locked.
      Path unseen = root.resolve(name + ".new");
      var lock =
          lock(unseen, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
              .orElseThrow(() -> new IOException("a new file is locked by another"));
      Path lockFile = Files.move(unseen, root.resolve(name + LOCK));
      OWN.add(lockFile);
      Files.createDirectory(directoryOf(lockFile));
      return new CacheDirectory(lockFile, lock);
    } catch (IOException e) {
      throw new InvalidSetting(
          new Problem(
              "keyferry.origin.cache.directory",
              "the settings",
              "a directory that can be written to",
              e.toString()));
    }
  }

  /** A file that is not there yet. */
  KeptFile newFile(long size) {
    return new KeptFile(
        directoryOf(lockFile).resolve(String.valueOf(number.incrementAndGet())), size);
  }

  /** Removes a file. Who reads it now reads on. */
  static void remove(KeptFile file) {
    file.forget();
    LATER.execute(() -> {
      try {
        Files.deleteIfExists(file.path());
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("file", file.path())
            .addKeyValue("problem", e)
            .log("a file that is no longer kept can't be removed");
      }
    });
  }

  private static List<Path> locksIn(Path root) throws IOException {
    try (var files = Files.newDirectoryStream(root, PREFIX + "*" + LOCK)) {
      var locks = new ArrayList<Path>();
      files.forEach(each -> {
        if (!OWN.contains(each)) {
          locks.add(each);
        }
      });
      return locks;
    }
  }

  private static void removeIfNobodys(Path lockFile) throws IOException {
    try {
      var lock = lock(lockFile, StandardOpenOption.WRITE);
      if (lock.isPresent()) {
        new CacheDirectory(lockFile, lock.get()).close();
      }
    } catch (NoSuchFileException e) {
      LOG.atDebug().addKeyValue("file", lockFile).log("removed by another process");
    }
  }

  private static Optional<FileChannel> lock(Path file, StandardOpenOption... options)
      throws IOException {
    var channel = FileChannel.open(file, options);
    if (channel.tryLock() != null) {
      return Optional.of(channel);
    }
    channel.close();
    return Optional.empty();
  }

  private static Path directoryOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  @Override
  public void close() throws IOException {
    FileSystemUtils.deleteRecursively(directoryOf(lockFile));
    Files.deleteIfExists(lockFile);
    lock.close();
    OWN.remove(lockFile);
  }
}
