package org.keyferry.wire.export;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** A file, module or service that should give a key and does not; its text never shows a key. */
public final class UnusableKeyFile extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public UnusableKeyFile(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What was expected and what was there. */
  public Problem problem() {
    return problem;
  }
}
