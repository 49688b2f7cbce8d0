package org.keyferry.edge.kafka;

import org.keyferry.wire.Problem;

/** Brokers that can't be reached, or that can't keep a promise that ours are built on. */
public final class UnsuitableBrokers extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsuitableBrokers(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
  }
}
