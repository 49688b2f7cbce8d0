package org.keyferry.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** A JVM of its own with the benchmark's class path; what it prints goes to its log. */
public final class ChildJvm implements AutoCloseable {
  /** For processes whose logging Spring does not set up. */
  public static final String LOGGING =
      "-Dlogback.configurationFile=org/keyferry/local/logback-process.xml";

  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 30;
  private static final int LINES_SHOWN = 12;

  private final String name;
  private final Path log;
  private final Process process;

  private ChildJvm(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * What to run.
   *
   * @param name what its log and errors are called
   * @param mainClass on its class path
   * @param options of the JVM, such as {@code -Xmx1g}
   * @param arguments of the main class
   * @param classPath if it is another one than the benchmark's
   */
  public record Launch(
      String name,
      Class<?> mainClass,
      List<String> options,
      List<String> arguments,
      Optional<String> classPath) {
    public Launch {
      options = List.copyOf(options);
      arguments = List.copyOf(arguments);
    }

    /** With the benchmark's own class path. */
    public Launch(String name, Class<?> mainClass, List<String> options, List<String> arguments) {
      this(name, mainClass, options, arguments, Optional.empty());
    }
  }

  /** Starts it; the log lies in the directory. */
  static ChildJvm start(Launch launch, Path directory) {
    Path log = directory.resolve(launch.name() + ".log");
    var builder = new ProcessBuilder(command(launch)).redirectErrorStream(true);
    builder
        .environment()
        .put(
            "CLASSPATH", launch.classPath().orElseGet(() -> System.getProperty("java.class.path")));
    builder.redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      // Nothing may go on when the benchmark is interrupted.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      return new ChildJvm(launch.name(), log, process);
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + launch.name(), e);
    }
  }

  private static List<String> command(Launch launch) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.options());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dfile.encoding=UTF-8");
    command.add(launch.mainClass().getName());
    command.addAll(launch.arguments());
    return command;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " reads no more", e);
    }
  }

  /**
   * Processor time that it has used so far, of all threads; zero where the system does not tell.
   */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Returns if it still runs.
   *
   * @throws CommandFailure if it ended; it shows the end of the log
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new CommandFailure(
          new Problem(
              "process " + name,
              "log " + log,
              "to run until it is stopped",
              "its end with code " + process.exitValue() + lastLines()));
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
      var last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      return last.isEmpty() ? "" : "; its last lines:\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "; its log can't be read: " + e.getMessage();
    }
  }

  /**
   * Returns when it takes connections on the port.
   *
   * @throws CommandFailure if it ends, or has not within a minute
   */
  void awaitPort(int port) {
    Workplace.await(name, START, () -> accepts(port));
  }

  private boolean accepts(int port) {
    requireAlive();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  /** Asks it to stop, and kills it if it has not within 30 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
