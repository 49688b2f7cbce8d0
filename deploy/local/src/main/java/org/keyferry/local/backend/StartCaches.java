package org.keyferry.local.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What JVMs learnt about starting when they once did: an AOT cache (JEP 514) for each kind of
 * process, which holds for the class path, the JDK and the options that it was made with. Without
 * one, or with one that does not fit, a process just takes longer to start.
 *
 * @param directory of the caches; whoever makes them replaces it as a whole
 */
public record StartCaches(Path directory) {
  /** The system property that names the directory; without it there are no caches. */
  private static final String DIRECTORY = "keyferry.start-caches";

  private static final String MAKE = DIRECTORY + ".make";

  /** That a cache does not fit is nobody's concern, so the JVM keeps its warnings to itself. */
  private static Stream<String> quietly(String option) {
    return Stream.of(option, "-Xlog:aot*=off", "-Xlog:cds*=off");
  }

  /** The ones that this JVM was told of. */
  public static Optional<StartCaches> ofThisProcess() {
    return Optional.ofNullable(System.getProperty(DIRECTORY)).map(Path::of).map(StartCaches::new);
  }

  /** From now on, children of this JVM make theirs when they end, and use none. */
  public void make() throws IOException {
    System.setProperty(MAKE, "true");
    Files.writeString(classPathFile(), System.getProperty("java.class.path"), UTF_8);
  }

  /** The class path that they hold for. */
  public String classPath() throws IOException {
    return Files.readString(classPathFile(), UTF_8);
  }

  private Path classPathFile() {
    return directory.resolve("class-path");
  }

  /** The options of a JVM that starts as a process of that kind. */
  public List<String> options(String kind) {
    Path cache = directory.resolve(kind + ".aot");
    if (Boolean.getBoolean(MAKE)) {
      return quietly("-XX:AOTCacheOutput=" + cache).toList();
    }
    return Files.exists(cache) ? quietly("-XX:AOTCache=" + cache).toList() : List.of();
  }
}
