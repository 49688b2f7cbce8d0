package org.keyferry.houserules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the project as they are checked in, without what a build or a run leaves behind. */
final class SourceTree {
  private static final Set<String> LEFT_BEHIND =
      Set.of("target", ".git", ".idea", ".vscode", ".jqwik-database");

  /** Where {@code ./keyferry up} keeps its data unless told otherwise. */
  private static final String DATA = "data";

  /** The directory of the repository: the one above that holds the Maven wrapper. */
  static final Path ROOT = root();

  private SourceTree() {}

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException(
            "no directory above " + Path.of("").toAbsolutePath() + " holds mvnw");
      }
    }
    return directory;
  }

  /** Every file, as a path relative to the root, in order. */
  static List<Path> files() {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
              return LEFT_BEHIND.contains(directory.getFileName().toString())
                      || directory.equals(ROOT.resolve(DATA))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
              // A git work tree has a file of that name with a path of this machine.
              if (!LEFT_BEHIND.contains(file.getFileName().toString())) {
                found.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + ROOT, e);
    }
    found.sort(null);
    return found;
  }

  /** Every Java file, tests included. */
  static Stream<Path> javaFiles() {
    return files().stream().filter(file -> file.toString().endsWith(".java"));
  }

  /** Every Java file that ships. */
  static Stream<Path> mainJavaFiles() {
    return javaFiles().filter(file -> file.toString().contains("src/main/java/"));
  }

  static String read(Path file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  static void write(Path file, String text) {
    try {
      Path target = ROOT.resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }
}
