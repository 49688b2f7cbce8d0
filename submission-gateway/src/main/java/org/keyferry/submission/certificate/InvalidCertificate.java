package org.keyferry.submission.certificate;

import org.keyferry.wire.Problem;

/** A certificate that does not vouch for the keys of the upload. Its text shows no claim. */
public final class InvalidCertificate extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  InvalidCertificate(String what, String expected, String actual) {
    this(new Problem(what, "the verification certificate", expected, actual));
  }

  private InvalidCertificate(Problem problem) {
    // Costs nothing: an answer to a request is no event that a stack trace explains.
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}
