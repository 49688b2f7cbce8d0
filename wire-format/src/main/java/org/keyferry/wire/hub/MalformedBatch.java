package org.keyferry.wire.hub;

import org.keyferry.wire.Problem;

/** Not what a hub's format says, or more of it than is taken. Reading it again will not help. */
public final class MalformedBatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean tooLarge;

  private MalformedBatch(Problem problem, boolean tooLarge) {
    super(problem.toString());
    this.problem = problem;
    this.tooLarge = tooLarge;
  }

  public MalformedBatch(Problem problem) {
    this(problem, false);
  }

  /** What is not broken, but beyond a limit. */
  public static MalformedBatch tooLarge(Problem problem) {
    return new MalformedBatch(problem, true);
  }

  /** What is wrong, and where; never key bytes. */
  public Problem problem() {
    return problem;
  }

  /** Whether a smaller one would have been taken. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
