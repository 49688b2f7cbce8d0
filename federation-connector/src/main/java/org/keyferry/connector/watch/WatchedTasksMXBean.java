package org.keyferry.connector.watch;

/** What JMX shows of failed connectors and tasks. */
public interface WatchedTasksMXBean {
  /** How many of this worker are failed now. */
  int getFailed();

  /** How many were started again since the worker started. */
  long getRestarts();
}
