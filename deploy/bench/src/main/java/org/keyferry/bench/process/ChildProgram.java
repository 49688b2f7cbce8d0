package org.keyferry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** A server that is not ours, in a process of its own; what it prints goes to its log. */
public final class ChildProgram implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final long STOP_SECONDS = 30;

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProgram(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts it; returns when it takes connections on the port. */
  public static ChildProgram start(
      Workplace workplace, DebianProgram program, List<String> arguments, int port) {
    String name = program.executable().getFileName().toString();
    Path log = workplace.directory().resolve(name + ".log");
    var command = new ArrayList<>(List.of(program.executable().toString()));
    command.addAll(arguments);
    try {
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(program.environment());
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      var child = new ChildProgram(name, log, process);
      Workplace.await(name, START, () -> child.accepts(port));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + name, e);
    }
  }

  private boolean accepts(int port) {
    if (!process.isAlive()) {
      throw new CommandFailure(
          new Problem(
              "process " + name, "log " + log, "to run", "its end with " + process.exitValue()));
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  /** Processor time that it and its workers have used so far. */
  public Duration cpuTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

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
