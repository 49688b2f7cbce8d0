package org.keyferry.connector.fetch;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** A peer did not answer, or not within the limits. The next attempt may go well. */
public final class FetchFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public FetchFailed(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What was wrong with which answer. */
  public Problem problem() {
    return problem;
  }
}
