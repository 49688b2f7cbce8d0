package org.keyferry.wire.hub;

import org.keyferry.wire.Problem;

/** A whole batch whose signature does not hold, or is of somebody who may not sign it. */
public final class UntrustedBatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public UntrustedBatch(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, and where. */
  public Problem problem() {
    return problem;
  }
}
