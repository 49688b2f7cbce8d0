package org.keyferry.federation.gateway.hub;

import org.keyferry.wire.Problem;

/** A request that a hub does not do; answered as RFC 9457 says. */
final class HubRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  HubRefusal(int status, String title, Problem problem) {
    super(problem.toString(), null, false, false);
    this.status = status;
    this.title = title;
  }

  HubRefusal(int status, String title, String expected, String actual) {
    this(status, title, new Problem(title, "the request", expected, actual));
  }

  int status() {
    return status;
  }

  /** The kind of refusal, the same each time. */
  String title() {
    return title;
  }
}
