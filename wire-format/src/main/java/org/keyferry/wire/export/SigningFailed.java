package org.keyferry.wire.export;

import java.io.IOException;
import org.keyferry.wire.Problem;

/** A signature could not be made: the key is out of reach, or a stored one is for other bytes. */
public final class SigningFailed extends IOException {
  private static final long serialVersionUID = 1L;

  public SigningFailed(Problem problem) {
    super(problem.toString());
  }
}
