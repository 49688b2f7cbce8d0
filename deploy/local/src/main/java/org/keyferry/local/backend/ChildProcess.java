package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.RunDescriptor.RunningProcess;
import org.keyferry.wire.Problem;

/** A JVM that the launcher started; what it prints goes to its log. */
final class ChildProcess {
  /**
   * Ctrl-C reaches the whole group of processes. The children leave it to the launcher, which stops
   * them in order: an ignored signal stays ignored after exec, in a JVM too.
   */
  private static final List<String> WITHOUT_KEYBOARD =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final long STOP_SECONDS = 40;
  private static final int LINES_SHOWN = 6;
  private static final Pattern STACK_FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ )");

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static ChildProcess start(ChildPlan plan, DataDirectory data) {
    Path log = data.log(plan.name());
    var builder = new ProcessBuilder(command(plan)).redirectErrorStream(true);
    builder
        .environment()
        .put("CLASSPATH", plan.classPath().orElseGet(() -> System.getProperty("java.class.path")));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new ChildProcess(plan.name(), log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + plan.name(), e);
    }
  }

  private static List<String> command(ChildPlan plan) {
    List<String> command = new ArrayList<>(WITHOUT_KEYBOARD);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.options());
    StartCaches.ofThisProcess()
        .map(caches -> caches.options(plan.name()))
        .ifPresent(command::addAll);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dkeyferry.process=" + plan.name());
    command.add(plan.mainClass().getName());
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.addAll(plan.arguments());
    return command;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  RunningProcess mark() {
    return RunningProcess.of(process.toHandle());
  }

  /** What to say when it ended although nobody stopped it. */
  CommandFailure unexpectedEnd() {
    return new CommandFailure(
        new Problem(
            "process " + name,
            "log " + log,
            "to run until it is stopped",
            "its end with code " + process.exitValue() + lastLines()));
  }

  private String lastLines() {
    try {
      List<String> lines =
          Files.readAllLines(log).stream()
              .filter(line -> !line.isBlank() && !STACK_FRAME.matcher(line).find())
              .toList();
      var last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      return last.isEmpty() ? "" : "; its last lines:\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "; its log can't be read: " + e.getMessage();
    }
  }

  /** Asks it to stop. */
  void askToStop() {
    process.destroy();
  }

  /** Asks it to stop, and kills it if it has not within 40 s. */
  void stop() {
    askToStop();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly().onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("could not wait for the end of " + name, e);
    }
  }
}
