package org.keyferry.exporter.meta;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** A file of the operator's that can't be published. */
final class UnusableFile extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  UnusableFile(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
