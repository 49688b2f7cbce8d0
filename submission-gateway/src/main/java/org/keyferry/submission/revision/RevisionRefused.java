package org.keyferry.submission.revision;

import org.keyferry.wire.Problem;

/** A revision that the upload's token does not allow. Says nothing of token or keys. */
public final class RevisionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean missing;
  private final transient Problem problem;

  private RevisionRefused(boolean missing, Problem problem) {
    super(problem.toString(), null, false, false);
    this.missing = missing;
    this.problem = problem;
  }

  static RevisionRefused tokenMissing() {
    return new RevisionRefused(
        true,
        new Problem(
            "revisionToken",
            "the request",
            "the token of the upload that the negative result takes back",
            "none"));
  }

  static RevisionRefused tokenInvalid(String expected, String actual) {
    return new RevisionRefused(
        false, new Problem("revisionToken", "the request", expected, actual));
  }

  /** Whether there is no token, rather than one that is of no use. */
  public boolean missing() {
    return missing;
  }

  /** What was expected and what was there. */
  public Problem problem() {
    return problem;
  }
}
