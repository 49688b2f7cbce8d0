package org.keyferry.local;

import org.keyferry.wire.Problem;

/** A command that can't do what it was asked; its text is one line for the terminal. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What, where, expected, actual. */
  public CommandFailure(Problem problem) {
    super(problem.toString());
  }

  /** What, where, expected, actual, and the failure underneath. */
  public CommandFailure(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
  }
}
