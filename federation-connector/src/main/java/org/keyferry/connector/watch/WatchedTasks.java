package org.keyferry.connector.watch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of failed connectors and tasks of a worker. */
final class WatchedTasks implements WatchedTasksMXBean {
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong restarts = new AtomicLong();

  void failed(int now) {
    failed.set(now);
  }

  void restarted() {
    restarts.incrementAndGet();
  }

  @Override
  public int getFailed() {
    return failed.get();
  }

  @Override
  public long getRestarts() {
    return restarts.get();
  }
}
