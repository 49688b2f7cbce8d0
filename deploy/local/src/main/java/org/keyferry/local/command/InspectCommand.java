package org.keyferry.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.keyferry.local.inspect.ExportInspection;
import org.keyferry.local.inspect.InspectedKeys;
import org.keyferry.local.inspect.InspectionText;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.MalformedExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./keyferry inspect}: what is in an export file, whoever wrote it. Signatures are shown and
 * not checked.
 *
 * <p>in: zip; out: text or JSON
 */
@Command(
    name = "inspect",
    description = "Prints what is in an export file, without checking its signatures.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The export file.")
  private Path file;

  @Option(names = "--keys", description = "Print the keys too.")
  private boolean withKeys;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedExport {
    var keys = new InspectedKeys(withKeys);
    ExportInspection inspection;
    try (InputStream zip = Files.newInputStream(file)) {
      inspection =
          ExportInspection.of(new ExportReader().read(zip, file.toString(), keys), keys.all());
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> InspectionText.print(inspection, out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(inspection));
    }
    return ExitCode.OK;
  }
}
