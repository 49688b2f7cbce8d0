package org.keyferry.local.command;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.keyferry.local.inspect.DistributionFiles;
import org.keyferry.local.inspect.DistributionText;
import org.keyferry.local.inspect.InspectionText;
import org.keyferry.wire.edi.EdiHeader;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.filter.FilterHeader;
import org.keyferry.wire.filter.MalformedFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./keyferry inspect}: what is in an export file, an EDI1 list or a CCF1 filter, whoever
 * wrote it. Digests are checked; signatures are shown and not checked.
 *
 * <p>in: zip, EDI1 or CCF1; out: text or JSON
 */
@Command(
    name = "inspect",
    description = {
      "Prints what is in an export file, an EDI1 list or a CCF1 filter.",
      "Signatures are not checked. Of an export file it shows what its keys cost in each format."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Option(names = "--keys", description = "Print the keys too; a filter has none.")
  private boolean withKeys;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedExport, MalformedEdi, MalformedFilter {
    ByteString begin = DistributionFiles.firstBytes(file);
    if (EdiHeader.isBegunBy(begin)) {
      print(DistributionFiles.edi(file, withKeys), DistributionText::print);
    } else if (FilterHeader.isBegunBy(begin)) {
      print(DistributionFiles.filter(file), DistributionText::print);
    } else {
      print(DistributionFiles.export(file, withKeys), InspectionText::print);
    }
    return ExitCode.OK;
  }

  private <T> void print(T inspection, BiConsumer<T, PrintWriter> text) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> text.accept(inspection, out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(inspection));
    }
  }
}
