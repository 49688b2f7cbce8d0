package org.keyferry.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./keyferry plan}: which feeds there are, and from when. */
@Command(
    name = "plan",
    description = "Shows which feeds a running backend has and from when, or changes them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PlanShowCommand.class, PlanChangeCommand.class})
public final class PlanCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: show or change");
  }
}
