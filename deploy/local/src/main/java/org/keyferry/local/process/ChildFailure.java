package org.keyferry.local.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that can't go on: its log says why, and its exit code tells the launcher. */
final class ChildFailure {
  private static final Logger LOG = LoggerFactory.getLogger(ChildFailure.class);

  private ChildFailure() {}

  /** Ends the JVM; returns only in the type, so that callers can {@code throw} it. */
  static IllegalStateException exit(String what, Exception cause) {
    LOG.atError().setCause(cause).log("{} can't go on", what);
    Runtime.getRuntime().exit(1);
    return new IllegalStateException(what, cause);
  }
}
