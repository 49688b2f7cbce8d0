package org.keyferry.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An exporter in a process of its own, so that it can be killed. */
public final class ExporterProcess implements AutoCloseable {
  private final Process process;

  private ExporterProcess(Process process) {
    this.process = process;
  }

  /** Starts the app with 256 MB of heap; what it prints goes to the file. */
  public static ExporterProcess start(ExporterUnderTest exporter, Path output) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ExporterApplication.class.getName()));
    command.addAll(List.of(exporter.arguments()));
    return new ExporterProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start());
  }

  /** Ends it with SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** The code with which it ends by itself. */
  public int awaitExit() {
    return process.onExit().orTimeout(2, TimeUnit.MINUTES).join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
