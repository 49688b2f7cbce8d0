package org.keyferry.wire.export;

import org.keyferry.wire.Problem;

/** A whole export file that is not to be trusted, or not the one that was expected. */
public final class ExportRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ExportRefused(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, in which file. */
  public Problem problem() {
    return problem;
  }
}
