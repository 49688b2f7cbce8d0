package org.keyferry.systemtests.upload;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Counts by the second what phones were answered. */
final class LoadMeter implements AutoCloseable {
  private final ClientRecord record;
  private final ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looking;
  private final long begin = System.nanoTime();
  private long before = begin;
  private long acknowledgedBefore;
  private long refusedBefore;
  private long acknowledgedInGoodTime;
  private long goodNanos;

  LoadMeter(ClientRecord record) {
    this.record = record;
    this.looking = seconds.scheduleAtFixedRate(this::lookAtSecond, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * A second in which something was refused or not answered was not one of a backend that is up.
   */
  private synchronized void lookAtSecond() {
    long now = System.nanoTime();
    long acknowledged = record.acknowledgedUploads();
    long refused = record.refused();
    if (refused == refusedBefore) {
      acknowledgedInGoodTime += acknowledged - acknowledgedBefore;
      goodNanos += now - before;
    }
    before = now;
    acknowledgedBefore = acknowledged;
    refusedBefore = refused;
  }

  /** How many uploads a second were acknowledged, over all, and while none was refused. */
  @Override
  public synchronized String toString() {
    double all = (before - begin) / 1e9;
    double good = goodNanos / 1e9;
    return String.format(
        Locale.ROOT,
        "%.0f uploads/s acknowledged over %.0f s; %.0f/s in the %.0f s in which none was refused or"
            + " left without an answer",
        acknowledgedBefore / all,
        all,
        acknowledgedInGoodTime / good,
        good);
  }

  @Override
  public void close() {
    looking.cancel(false);
    seconds.shutdownNow();
  }
}
