package org.keyferry.local;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command that can't be understood: what is wrong, and where help is. */
final class WrongUsage {
  private static final Pattern OPTION =
      Pattern.compile("Invalid value for option '(-[^']+)'(?: \\([^)]*\\))?: ");
  private static final Pattern PARAMETER =
      Pattern.compile("Invalid value for positional parameter at index \\S+ \\(([^)]*)\\): ");
  private static final Pattern TOO_FEW =
      Pattern.compile(
          "positional parameter at index \\S+ \\(([^)]*)\\) requires at least (\\d+) values,"
              + " but (?:only )?(\\d+|none) were specified.*");

  private WrongUsage() {}

  /** Prints it and returns the exit code. */
  static int tell(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("keyferry: " + message(wrong));
    if (!command.getSubcommands().isEmpty()) {
      err.println();
      err.println("Commands:");
      err.print(command.getHelp().commandList());
      err.println();
    } else {
      UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    err.println("./" + command.getCommandSpec().qualifiedName() + " --help tells how it is used.");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      for (String argument : unmatched.getUnmatched()) {
        if (argument.startsWith("@")) {
          return argument
              + ": expected a file with arguments in "
              + argument.substring(1)
              + ", got nothing there";
        }
      }
    }
    String named = OPTION.matcher(String.valueOf(wrong.getMessage())).replaceFirst("$1: ");
    String placed = PARAMETER.matcher(named).replaceFirst("$1: ");
    return TOO_FEW.matcher(placed).replaceFirst("$1: expected $2 or more, got $3");
  }
}
