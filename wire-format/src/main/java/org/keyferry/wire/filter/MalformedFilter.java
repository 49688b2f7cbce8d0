package org.keyferry.wire.filter;

import org.keyferry.wire.Problem;

/** Not a CCF1 file, or a broken one. Reading it again will not help. */
public final class MalformedFilter extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public MalformedFilter(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, in which file and part. */
  public Problem problem() {
    return problem;
  }
}
