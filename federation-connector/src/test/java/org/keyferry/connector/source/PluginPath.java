package org.keyferry.connector.source;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What workers load the plugin from: our classes as jars, beside the libraries that they need. */
final class PluginPath {
  private static final List<String> OURS = List.of("wire-format", "edge", "federation-connector");

  private PluginPath() {}

  /** Fills a directory for {@code plugin.path}. */
  static Path fill(Path directory) throws IOException {
    Path plugin = Files.createDirectories(directory.resolve("federation-connector"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      for (String module : OURS) {
        if (entry.contains("/" + module + "/target/") && !entry.endsWith("test-classes")) {
          add(Path.of(entry), plugin.resolve(module + ".jar"));
        }
      }
    }
    try (Stream<Path> libraries = Files.list(Path.of("target/plugin/federation-connector"))) {
      for (Path library : libraries.filter(PluginPath::isOfOthers).toList()) {
        Files.copy(library, plugin.resolve(library.getFileName()));
      }
    }
    return directory;
  }

  /** Ours, where an earlier build left them, may be older than those on the class path. */
  private static boolean isOfOthers(Path library) {
    return OURS.stream().noneMatch(library.getFileName().toString()::startsWith);
  }

  private static void add(Path classes, Path jar) throws IOException {
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, jar);
      return;
    }
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }
}
