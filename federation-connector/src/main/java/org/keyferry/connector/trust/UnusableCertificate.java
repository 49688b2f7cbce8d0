package org.keyferry.connector.trust;

import org.keyferry.wire.Problem;

/** A file of certificates that can't be used. */
public final class UnusableCertificate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  UnusableCertificate(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong with which file. */
  public Problem problem() {
    return problem;
  }
}
