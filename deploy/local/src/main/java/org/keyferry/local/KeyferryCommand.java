package org.keyferry.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.keyferry.local.command.AuditCommand;
import org.keyferry.local.command.BatchesCommand;
import org.keyferry.local.command.ClientCommand;
import org.keyferry.local.command.DemoCommand;
import org.keyferry.local.command.HelpTopicCommand;
import org.keyferry.local.command.InspectCommand;
import org.keyferry.local.command.KeysCommand;
import org.keyferry.local.command.PeersCommand;
import org.keyferry.local.command.PlanCommand;
import org.keyferry.local.command.StatusCommand;
import org.keyferry.local.command.SubmitCommand;
import org.keyferry.local.command.TrainCommand;
import org.keyferry.local.command.UpCommand;
import org.keyferry.local.command.ValueTexts;
import org.keyferry.local.command.VerifyCommand;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.filter.MalformedFilter;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.settings.InvalidSetting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry}: exit code 0 means done and verified, 1 that something was refused or failed,
 * 2 that the command or a setting was wrong.
 */
@Command(
    name = "keyferry",
    description = "The backend of a decentralised exposure-notification system.",
    mixinStandardHelpOptions = true,
    version = "keyferry 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and verified where there was something to verify",
      "1:refused or failed",
      "2:wrong usage or a wrong setting"
    },
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      BatchesCommand.class,
      KeysCommand.class,
      PeersCommand.class,
      VerifyCommand.class,
      InspectCommand.class,
      ClientCommand.class,
      AuditCommand.class,
      TrainCommand.class,
      HelpTopicCommand.class
    },
    footer = "%n./keyferry bench measures the parts: ./keyferry bench --help")
public final class KeyferryCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "org/keyferry/local/logback-launcher.xml");
    System.exit(commandLine().execute(args));
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    return commandLine(new KeyferryCommand());
  }

  /** A command line that tells a failure in one line, as all of ours do. */
  public static CommandLine commandLine(Object command) {
    return ValueTexts.readBy(new CommandLine(command))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> WrongUsage.tell(wrong))
        .setExecutionExceptionHandler((failure, failed, parsed) -> tell(failure, failed.getErr()));
  }

  private static int tell(Exception failure, PrintWriter err) {
    return switch (failure) {
      case CommandFailure refused -> tell(refused.getMessage(), ExitCode.SOFTWARE, err);
      case InvalidSetting setting -> tell(setting.getMessage(), ExitCode.USAGE, err);
      case MalformedExport malformed -> tell(malformed.getMessage(), ExitCode.SOFTWARE, err);
      case MalformedEdi malformed -> tell(malformed.getMessage(), ExitCode.SOFTWARE, err);
      case MalformedFilter malformed -> tell(malformed.getMessage(), ExitCode.SOFTWARE, err);
      case ExportRefused refused -> tell(refused.getMessage(), ExitCode.SOFTWARE, err);
      case InvalidPeers invalid -> tell(invalid.getMessage(), ExitCode.SOFTWARE, err);
      case UnusableKeyFile unusable -> tell(unusable.getMessage(), ExitCode.SOFTWARE, err);
      case NoSuchFileException missing ->
          tell(
              "file in " + missing.getFile() + ": expected to be there, got nothing",
              ExitCode.SOFTWARE,
              err);
      case FileSystemException file ->
          tell(
              "file in " + file.getFile() + ": expected one to use, got " + FailureText.of(file),
              ExitCode.SOFTWARE,
              err);
      case IOException broken when broken.getMessage() != null ->
          tell(broken.getMessage(), ExitCode.SOFTWARE, err);
      case IOException broken -> tell(FailureText.of(broken), ExitCode.SOFTWARE, err);
      default -> {
        failure.printStackTrace(err);
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static int tell(String message, int exitCode, PrintWriter err) {
    err.println("keyferry: " + message);
    return exitCode;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
