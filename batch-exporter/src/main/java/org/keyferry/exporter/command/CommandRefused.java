package org.keyferry.exporter.command;

import org.keyferry.wire.Problem;

/** A command that can't be carried out, now or later. Nothing was changed. */
final class CommandRefused extends Exception {
  private static final long serialVersionUID = 1L;

  CommandRefused(Problem problem) {
    super(problem.toString());
  }

  static void unless(boolean holds, String what, GivenCommand command, String expected, String got)
      throws CommandRefused {
    if (!holds) {
      throw new CommandRefused(new Problem(what, "batch " + command.target(), expected, got));
    }
  }
}
