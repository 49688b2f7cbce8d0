package org.keyferry.wire.peer;

import org.keyferry.wire.Problem;

/** A certificate that is not taken. Its text has the beginning of the thumbprint and no more. */
public final class CertificateRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final CertificateRefusal reason;
  private final transient Problem problem;

  CertificateRefused(CertificateRefusal reason, Problem problem) {
    super(problem.toString());
    this.reason = reason;
    this.problem = problem;
  }

  /** Why, for metrics. */
  public CertificateRefusal reason() {
    return reason;
  }

  /** Why, for people. */
  public Problem problem() {
    return problem;
  }
}
