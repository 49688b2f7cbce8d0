package org.keyferry.local.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.local.audit.Finding.Kind;

/**
 * Files that are as old as their last change, or as their name tells: those of the exporter, and
 * those of an object store that does not run. An empty file holds nothing, like the exporter's
 * lock.
 *
 * <p>in: a directory; out: {@link Finding}
 */
final class PlainFiles {
  private final Path directory;
  private final Kind kind;

  PlainFiles(Path directory, Kind kind) {
    this.directory = directory;
    this.kind = kind;
  }

  List<Finding> find() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> files;
    try (var entries = Files.walk(directory)) {
      files = entries.filter(PlainFiles::holdsAnything).sorted().toList();
    }
    var findings = new ArrayList<Finding>();
    for (Path file : files) {
      String name = directory.relativize(file).toString();
      changed(file)
          .ifPresent(time ->
              findings.add(
                  new Finding(kind, name, ObjectAge.of(name, time), ObjectAge.holdsKeys(name))));
    }
    return findings;
  }

  private static boolean holdsAnything(Path file) {
    return Files.isRegularFile(file) && file.toFile().length() > 0;
  }

  private static Optional<Instant> changed(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      // It was deleted meanwhile, which is what is hoped for.
      return Optional.empty();
    }
  }
}
