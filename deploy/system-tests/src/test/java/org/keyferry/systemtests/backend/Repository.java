package org.keyferry.systemtests.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Where things are in the repository, and directories of runs below {@code target}. */
public final class Repository {
  /** The directory that holds the Maven wrapper. */
  public static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("no directory above this one holds mvnw");
      }
    }
    return directory;
  }

  /** The executable jar of an app, as the build packaged it. */
  static Path executableJar(Part app) {
    Path target = ROOT.resolve(app.module()).resolve("target");
    try (var files = Files.list(target)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith("-exec.jar")).toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("one executable jar expected in " + target + ": " + jars);
      }
      return jars.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("not packaged: " + app.module(), e);
    }
  }

  /** An empty directory for a run of that name, below {@code target}. */
  public static Path emptyRun(String name) {
    Path run = ROOT.resolve("deploy/system-tests/target/runs").resolve(name);
    delete(run);
    try {
      return Files.createDirectories(run);
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the run", e);
    }
  }

  /** Deletes a directory with all that is in it; one that is not there is fine. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't delete " + directory, e);
    }
  }
}
