package org.keyferry.exporter.sign;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** A module or service does not sign now; the same request may succeed in a while. */
final class SignerUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  SignerUnavailable(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
  }

  SignerUnavailable(Problem problem) {
    super(problem.toString());
  }
}
