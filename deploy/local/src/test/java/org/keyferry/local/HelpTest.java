package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  private static final int DONE = 0;
  private static final int WRONG_USAGE = 2;

  private final StringWriter printed = new StringWriter();

  @Test
  void helpOfACommandBelowAnotherIsThatCommands() {
    assertThat(execute("help", "batches", "correct")).isEqualTo(DONE);
    assertThat(printed.toString())
        .startsWith("Usage: keyferry batches correct")
        .contains("--without-keys");
  }

  @Test
  void helpOfAnUnknownCommandNamesItAndTheCommands() {
    assertThat(execute("help", "batches", "corect")).isEqualTo(WRONG_USAGE);
    assertThat(printed.toString())
        .contains("no command \"corect\" in keyferry batches", "withdraw");
  }

  /** Lists show no more of a description than its first part. */
  @Test
  void whatListsShowOfACommandIsAWholeSentence() {
    for (var command : all(KeyferryCommand.commandLine())) {
      String shown = command.getCommandSpec().usageMessage().description()[0];
      assertThat(shown).as(command.getCommandSpec().qualifiedName()).matches("[A-Z].*\\.");
    }
  }

  private static List<CommandLine> all(CommandLine command) {
    var all = new ArrayList<>(List.of(command));
    Collection<CommandLine> below = new HashSet<>(command.getSubcommands().values());
    below.forEach(each -> all.addAll(all(each)));
    return all;
  }

  private int execute(String... arguments) {
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }
}
