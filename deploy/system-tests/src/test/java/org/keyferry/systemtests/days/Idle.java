package org.keyferry.systemtests.days;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Waits until a backend has nothing to do: it writes no file any more. */
public final class Idle {
  /** Longer than anything is put off for that has to be done now. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The broker's own heartbeats and notes, and what is no file of the backend. */
  private static final Pattern OTHERS =
      Pattern.compile("kafka/__cluster_metadata-0/.*|kafka/[^/]*checkpoint[^/]*|tmp/.*");

  private final Path directory;
  private Map<Path, Long> before = Map.of();

  public Idle(Path directory) {
    this.directory = directory;
  }

  /** Returns when the files have been the same for some seconds. */
  public void awaitIt() {
    await("no file to change in " + directory)
        .atMost(PATIENCE)
        .during(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(500))
        .until(this::isAsBefore);
  }

  private boolean isAsBefore() {
    var now = sizes();
    boolean same = now.equals(before);
    before = now;
    return same;
  }

  private Map<Path, Long> sizes() {
    var sizes = new HashMap<Path, Long>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              Path name = directory.relativize(file);
              if (!OTHERS.matcher(name.toString()).matches()) {
                sizes.put(name, attributes.size());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // A directory was deleted just now, so this is not the end of it.
      sizes.put(directory, System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }
}
