package org.keyferry.wire.key;

import org.keyferry.wire.Problem;

/** A value that no diagnosis key may have. Its text never shows key bytes. */
public final class InvalidKey extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public InvalidKey(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}
