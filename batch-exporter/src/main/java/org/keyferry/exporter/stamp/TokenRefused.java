package org.keyferry.exporter.stamp;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** An answer of a time-stamp authority that is no token for what was asked. */
final class TokenRefused extends IOException {
  private static final long serialVersionUID = 1L;

  TokenRefused(Problem problem) {
    super(problem.toString());
  }

  TokenRefused(Problem problem, Exception cause) {
    super(problem.toString(), cause);
  }
}
