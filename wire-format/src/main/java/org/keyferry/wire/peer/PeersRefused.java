package org.keyferry.wire.peer;

import org.keyferry.wire.Problem;

/** A document of peers that is not taken; the one before stays. */
public final class PeersRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final PeersRefusal reason;
  private final transient Problem problem;

  PeersRefused(PeersRefusal reason, Problem problem) {
    super(problem.toString());
    this.reason = reason;
    this.problem = problem;
  }

  static void unless(
      boolean holds, PeersRefusal reason, String what, String expected, Object actual)
      throws PeersRefused {
    if (!holds) {
      throw of(reason, what, expected, actual);
    }
  }

  static PeersRefused of(PeersRefusal reason, String what, String expected, Object actual) {
    return new PeersRefused(
        reason, new Problem(what, InvalidPeers.DOCUMENT, expected, String.valueOf(actual)));
  }

  /** Why, for metrics. */
  public PeersRefusal reason() {
    return reason;
  }

  /** Why, for people. */
  public Problem problem() {
    return problem;
  }
}
