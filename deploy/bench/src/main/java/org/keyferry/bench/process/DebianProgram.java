package org.keyferry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * A program that stands beside ours, such as nginx: the one that is installed, or, where none is
 * and the system is a Debian, the one of its package, unpacked and not installed.
 *
 * @param executable the program
 * @param root what the package was unpacked into; empty if it is installed
 */
public record DebianProgram(Path executable, Optional<Path> root) {
  private static final Path APT = Path.of("/usr/bin/apt-get");

  /** Where servers lie, which not every user's path names. */
  private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

  /**
   * Finds it.
   *
   * @param name of the program
   * @param directory where packages are unpacked; what an earlier run left there is used again
   * @param packages that have it, and the libraries that it needs
   * @throws CommandFailure if there is none, and none can be had
   */
  public static DebianProgram find(String name, Path directory, String... packages) {
    return installed(name)
        .map(found -> new DebianProgram(found, Optional.empty()))
        .orElseGet(() -> unpacked(name, directory, List.of(packages)));
  }

  /** Variables that it needs in its environment. */
  public Map<String, String> environment() {
    return root.map(DebianProgram::libraries)
        .map(libraries -> Map.of("LD_LIBRARY_PATH", libraries))
        .orElse(Map.of());
  }

  private static String libraries(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      List<String> directories =
          files
              .filter(file -> file.getFileName().toString().contains(".so"))
              .map(file -> file.getParent().toString())
              .distinct()
              .toList();
      return String.join(":", directories);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> installed(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":")), SERVERS.stream())
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static DebianProgram unpacked(String name, Path directory, List<String> packages) {
    Path root = directory.resolve("root");
    Optional<Path> earlier = below(root, name);
    if (earlier.isEmpty() && Files.isExecutable(APT)) {
      fetch(directory, packages);
      unpack(directory, root);
    }
    return below(root, name)
        .map(found -> new DebianProgram(found, Optional.of(root)))
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "program " + name,
                    "this machine",
                    "to be installed; on a Debian: apt-get install " + String.join(" ", packages),
                    "none")));
  }

  private static Optional<Path> below(Path root, String name) {
    return Stream.of("usr/sbin", "usr/bin")
        .map(directory -> root.resolve(directory).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void fetch(Path directory, List<String> packages) {
    var download = new ArrayList<>(List.of(APT.toString(), "-q", "download"));
    download.addAll(packages);
    if (exitCode(directory, download) != 0) {
      // The lists of a new machine are empty, and those of an old one name what is gone.
      exitCode(directory, List.of(APT.toString(), "-q", "update"));
      exitCode(directory, download);
    }
  }

  private static void unpack(Path directory, Path root) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
        exitCode(directory, List.of("dpkg", "-x", file.toString(), root.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int exitCode(Path directory, List<String> command) {
    try {
      Files.createDirectories(directory);
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("packages.log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(
          new Problem("command " + command.getFirst(), "this machine", "its end", "interrupted"),
          e);
    }
  }
}
