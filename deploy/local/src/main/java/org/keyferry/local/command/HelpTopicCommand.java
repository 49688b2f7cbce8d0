package org.keyferry.local.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./keyferry help COMMAND ...}: how a command is used, and one below it. */
@Command(name = "help", description = "Tells how a command is used.", helpCommand = true)
public final class HelpTopicCommand implements Runnable {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Such as up, or batches correct; none: all commands.")
  private List<String> path = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine topic = spec.parent().commandLine();
    for (String name : path) {
      CommandLine below = topic.getSubcommands().get(name);
      if (below == null) {
        throw new ParameterException(
            topic, "no command \"" + name + "\" in " + topic.getCommandSpec().qualifiedName());
      }
      topic = below;
    }
    topic.usage(spec.commandLine().getOut());
  }
}
