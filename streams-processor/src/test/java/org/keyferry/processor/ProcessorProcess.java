package org.keyferry.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A processor in a process of its own, so that it can be killed. */
final class ProcessorProcess implements AutoCloseable {
  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /** Starts the app; what it prints is added to the file. */
  static ProcessorProcess start(Path output, String... settings) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ProcessorApplication.class.getName()));
    command.addAll(List.of(settings));
    return new ProcessorProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it with SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
