package org.keyferry.connector.screen;

import org.keyferry.wire.Problem;

/**
 * A batch that is not let in whole: not of its format, or not signed by whom it should be. What is
 * read next does not move until the peer serves a right one.
 */
public final class BatchRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public BatchRefused(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong with which batch. */
  public Problem problem() {
    return problem;
  }
}
