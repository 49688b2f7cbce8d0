package org.keyferry.connector.push;

import org.keyferry.wire.Problem;

/** A hub does not take an upload, and will not take it later either. */
public final class UploadRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public UploadRefused(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What was wrong with which upload. */
  public Problem problem() {
    return problem;
  }
}
