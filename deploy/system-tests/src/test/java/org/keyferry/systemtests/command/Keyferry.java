package org.keyferry.systemtests.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.systemtests.backend.ChildProcess;
import org.keyferry.systemtests.backend.Repository;

/** Runs {@code ./keyferry}, the script in the repository's root. */
public final class Keyferry {
  /** How long any command may take. */
  public static final Duration LONGEST = Duration.ofMinutes(8);

  /** Options by which all but the gateway take whichever ports are free. */
  static final List<String> ANY_OTHER_PORTS =
      Stream.of(
              "origin",
              "processor",
              "exporter",
              "federation",
              "federation-health",
              "connect",
              "kafka",
              "controller",
              "s3")
          .flatMap(Keyferry::anyPort)
          .toList();

  /** Options by which a backend takes whichever ports are free. */
  public static final List<String> ANY_PORTS =
      Stream.concat(anyPort("gateway"), ANY_OTHER_PORTS.stream()).toList();

  /** What starts broker, store and apps. */
  private static final Set<String> BACKENDS = Set.of("up", "demo");

  /**
   * A backend that runs for half a minute is ready in half the time without the second compiler.
   */
  private static final Map<String, String> SHORT_LIVED =
      Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

  private static Stream<String> anyPort(String part) {
    return Stream.of("--" + part + "-port", "0");
  }

  private static boolean renewed;

  private final Path logs;
  private int commands;

  /**
   * @param logs directory that keeps what the commands print
   */
  public Keyferry(Path logs) {
    this.logs = logs;
    renewJar();
  }

  /**
   * What came of a command.
   *
   * @param exitCode its exit code
   * @param output what it printed
   */
  public record Result(int exitCode, String output) {}

  /** Runs a command to its end. */
  public Result run(String... arguments) {
    var process = start(arguments);
    int exitCode = process.awaitExit(LONGEST);
    return new Result(exitCode, process.output());
  }

  /** So many phones upload to a backend, and write down what was acknowledged. */
  public Result submit(Up to, int count, Path record) {
    return run(
        "submit",
        "--gateway",
        to.url("gateway").toString(),
        "--authority",
        to.data().resolve("authority").toString(),
        "--count",
        String.valueOf(count),
        "--out",
        record.toString());
  }

  /** Starts a command. */
  public synchronized ChildProcess start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.ROOT.resolve("keyferry").toString());
    command.addAll(List.of(arguments));
    String name = "%02d-%s".formatted(++commands, arguments[0]);
    boolean backend = BACKENDS.contains(arguments[0]);
    return ChildProcess.start(
        name, logs.resolve(name + ".log"), command, backend ? SHORT_LIVED : Map.of());
  }

  /**
   * The script builds what is older than its sources. The build that runs this test has just
   * packaged the jar, but a jar with the same content keeps its old time. Caches for faster starts
   * hold for one time of the jar, so it gets a new one once.
   */
  private static synchronized void renewJar() {
    if (renewed) {
      return;
    }
    renewed = true;
    Path target = Repository.ROOT.resolve("deploy/local/target");
    try (var jars = Files.newDirectoryStream(target, "local-*.jar")) {
      for (Path jar : jars) {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not packaged: deploy/local", e);
    }
  }
}
