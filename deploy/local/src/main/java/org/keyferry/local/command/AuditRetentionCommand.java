package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.audit.AuditReport;
import org.keyferry.local.audit.AuditText;
import org.keyferry.local.audit.RetentionAudit;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./keyferry audit retention}: whether anything of a key is older than it may be. Exit code
 * 0: nothing; 1: something, and it is named; 2: wrong usage, or a part that runs does not answer.
 *
 * <p>in: a data directory, and the broker and store that run on it; out: a table or JSON
 */
@Command(
    name = "retention",
    description = {
      "Looks for anything of a key that is older than it may be.",
      "It looks in topics, segment files, stores, spool and object store, with old versions and",
      "unfinished uploads. Of a backend that is stopped it looks at the files, of brokers"
          + " elsewhere",
      "(--kafka) at their topics alone."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is older",
      "1:something is older, and is named",
      "2:wrong usage, or a part that runs does not answer"
    })
public final class AuditRetentionCommand implements Callable<Integer> {
  private static final String EVERYTHING = "keyferry.retention.everything";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data",
      description = "Where the backend keeps everything (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "How old is too old (default: keyferry.retention.everything of the backend; with --kafka"
              + " 30d).")
  private Duration olderThan;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      AuditReport report = report();
      print(report);
      return report.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (CommandFailure | IOException e) {
      // 1 means that something is too old, and this does not.
      spec.commandLine().getErr().println("keyferry: " + text(e));
      return ExitCode.USAGE;
    }
  }

  private static String text(Exception failure) {
    return failure instanceof IOException file ? FailureText.of(file) : failure.getMessage();
  }

  private AuditReport report() throws IOException, InterruptedException {
    var directory = new DataDirectory(data.toAbsolutePath().normalize());
    Optional<KafkaSettings> elsewhere = brokers.named();
    if (elsewhere.isPresent()) {
      Duration limit = olderThan == null ? new RetentionSettings(null).everything() : olderThan;
      return RetentionAudit.ofTopics(elsewhere.get(), limit, Clock.systemUTC());
    }
    InvalidSetting.unless(
        Files.isDirectory(directory.kafka()),
        "--data",
        "a directory that ./keyferry up has kept a backend in",
        directory.root());
    var running = RunDescriptor.read(directory).filter(RunDescriptor::isRunning);
    Optional<KafkaSettings> kafka = running.map(run -> brokers.at(run.kafka()));
    return new RetentionAudit(directory, running, kafka, Clock.systemUTC())
        .report(limit(directory));
  }

  private Duration limit(DataDirectory directory) throws IOException {
    if (olderThan != null) {
      return olderThan;
    }
    var settings = new Properties();
    if (Files.exists(directory.regionSettings())) {
      try (Reader reader = Files.newBufferedReader(directory.regionSettings())) {
        settings.load(reader);
      }
    }
    String everything = settings.getProperty(EVERYTHING);
    return new RetentionSettings(
            everything == null ? null : DurationStyle.detectAndParse(everything))
        .everything();
  }

  private void print(AuditReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> AuditText.print(report, out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
  }
}
