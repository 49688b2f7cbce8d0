package org.keyferry.systemtests.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the test's own; what it prints goes to its log. */
public final class ChildProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts it; a log that exists is continued. */
  public static ChildProcess start(String name, Path log, List<String> command) {
    return start(name, log, command, Map.of());
  }

  /** Starts it with further variables in its environment; a log that exists is continued. */
  public static ChildProcess start(
      String name, Path log, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(log.getParent());
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be started", e);
    }
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The processes below it at this moment. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** The exit code, when it has ended by itself within that time. */
  public int awaitExit(Duration longest) {
    awaitEnd("to end by itself", longest);
    return process.exitValue();
  }

  /** SIGKILL, what {@code kill -9} sends; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd("to be gone after SIGKILL", PATIENCE);
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    try {
      int exitCode =
          new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
              .inheritIO()
              .start()
              .onExit()
              .join()
              .exitValue();
      if (exitCode != 0) {
        throw new IllegalStateException(this + " could not be sent SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no kill", e);
    }
  }

  /** SIGTERM; returns at once. */
  void askToStop() {
    process.destroy();
  }

  /** SIGTERM; returns the exit code when the process is gone, which it may be already. */
  public int stop() {
    process.destroy();
    awaitEnd("to end after SIGTERM", PATIENCE);
    return process.exitValue();
  }

  /** Everything that it printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name + " (log " + log + ")";
  }

  private void awaitEnd(String what, Duration longest) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(this + " was expected " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted while " + this + " was expected " + what, e);
    }
  }
}
