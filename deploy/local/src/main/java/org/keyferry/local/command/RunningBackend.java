package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.wire.Problem;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Which backend a command is for, and how it prints what it found. */
final class RunningBackend {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data",
      description = "Where the backend keeps everything (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  /**
   * Where its parts are.
   *
   * @throws CommandFailure if none was started on the directory
   */
  RunDescriptor run() throws IOException {
    var directory = directory();
    return RunDescriptor.read(directory)
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "running backend",
                    directory.root().toString(),
                    "one that ./keyferry up has started",
                    "none")));
  }

  /** What its object store is opened with. */
  StoreCredentials storeCredentials() {
    return StoreCredentials.read(directory().storeCredentials());
  }

  /** Where it keeps everything. */
  DataDirectory directory() {
    return new DataDirectory(data.toAbsolutePath().normalize());
  }

  /** Whether it prints JSON, which has to be whole. */
  boolean printsJson() {
    return output == OutputFormat.JSON;
  }

  /** Prints the value as JSON, or as the text that the function prints. */
  void print(Object value, PrintWriter out, Consumer<PrintWriter> text) {
    switch (output) {
      case TEXT -> text.accept(out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
  }

  /** Prints a document that is JSON already, or the text that the function prints. */
  void printDocument(String json, PrintWriter out, Consumer<PrintWriter> text) {
    switch (output) {
      case TEXT -> text.accept(out);
      case JSON -> out.println(json);
    }
  }
}
