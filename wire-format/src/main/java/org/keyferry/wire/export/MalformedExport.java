package org.keyferry.wire.export;

import org.keyferry.wire.Problem;

/** Not an export file or index, or a broken one. Reading it again will not help. */
public final class MalformedExport extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public MalformedExport(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, in which file and entry. */
  public Problem problem() {
    return problem;
  }
}
