package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.submit.SubmissionPlan;
import org.keyferry.local.submit.SubmissionRecord;
import org.keyferry.local.submit.SubmissionRun;
import org.keyferry.local.upload.Declaration;
import org.keyferry.local.upload.UploadClient;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry submit}: phones that upload.
 *
 * <p>in: options; out: uploads, one JSON line for each that was acknowledged
 */
@Command(
    name = "submit",
    description = "Acts as phones that upload keys which have expired already.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {
  private static final int MOST_KEYS = 14;

  @Option(
      names = "--gateway",
      required = true,
      paramLabel = "URL",
      description = "Base URL of the submission gateway.")
  private URI gateway;

  @Option(
      names = "--authority",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the health authority, such as data/authority.")
  private Path authority;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many phones upload, each once (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "14",
      description = "Keys of each upload, 1 to 14 (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "8",
      description = "Uploads under way at once (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Uploads begun in a second; 0: as fast as answers come (default).")
  private double rate;

  @Option(
      names = "--declare",
      paramLabel = "REGION",
      split = ",",
      description =
          "Regions in which each person was, who agrees that their keys go there (default: they"
              + " don't say).")
  private List<String> declared;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Gets one more JSON line for each acknowledged upload, with its keys.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    require(count >= 1, "--count", "1 or more", count);
    require(keys >= 1 && keys <= MOST_KEYS, "--keys", "1 to " + MOST_KEYS, keys);
    require(parallel >= 1, "--parallel", "1 or more", parallel);
    require(rate >= 0, "--rate", "0 or more", rate);
    var issuer = DevelopmentAuthority.read(authority);
    var record = new SubmissionRecord(lines(), Clock.systemUTC());
    try (record) {
      new SubmissionRun(
              new SubmissionPlan(count, keys, parallel, rate, declaration()),
              issuer,
              new UploadClient(gateway),
              record,
              Clock.systemUTC())
          .run();
    }
    return report(record);
  }

  private Declaration declaration() {
    if (declared == null) {
      return Declaration.NONE;
    }
    for (String code : declared) {
      require(Region.isCode(code), "--declare", "region codes such as NL or GB-SCT", code);
    }
    return Declaration.of(declared);
  }

  private Writer lines() throws IOException {
    if (out == null) {
      return Writer.nullWriter();
    }
    try {
      return Files.newBufferedWriter(out, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(), "--out: expected a file in a directory that is there, got " + out, e);
    }
  }

  private int report(SubmissionRecord record) {
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(
        "acknowledged "
            + record.acknowledgedUploads()
            + " of "
            + count
            + " uploads, "
            + record.acknowledgedKeys()
            + " keys");
    record.failures().forEach((why, times) -> terminal.println("failed " + times + "×: " + why));
    boolean all = record.failures().isEmpty() && record.acknowledgedUploads() == count;
    return all ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void require(boolean holds, String option, String expected, Object actual) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected " + expected + ", got " + actual);
    }
  }
}
