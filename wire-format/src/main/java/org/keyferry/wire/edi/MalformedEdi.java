package org.keyferry.wire.edi;

import org.keyferry.wire.Problem;

/** Not an EDI1 file, or a broken one. Reading it again will not help. */
public final class MalformedEdi extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public MalformedEdi(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, in which file and at which record. */
  public Problem problem() {
    return problem;
  }
}
