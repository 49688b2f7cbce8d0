package org.keyferry.systemtests.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;

/**
 * Starts each part again that has ended, and does nothing else: a part that hangs stays so, as it
 * would for whoever trusts that it ends when it can't go on.
 */
public final class Orchestrator implements AutoCloseable {
  private static final long PERIOD_MS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Backend backend;
  private final Set<Part> away = EnumSet.noneOf(Part.class);
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> rounds;
  private final Map<Part, Integer> restarts = new EnumMap<>(Part.class);

  /**
   * @param backend all of whose parts run
   */
  public Orchestrator(Backend backend) {
    this.backend = backend;
    this.rounds =
        thread.scheduleWithFixedDelay(this::restart, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private synchronized void restart() {
    for (Part part : backend.parts()) {
      if (!away.contains(part) && !backend.runs(part)) {
        restarts.merge(part, 1, Integer::sum);
        backend.startUnready(part);
      }
    }
  }

  /** How many times the part was started again. */
  public synchronized int restarts(Part part) {
    return restarts.getOrDefault(part, 0);
  }

  /** {@code kill -9}; the part is started again. */
  public void kill(Part part) {
    backend.kill(part);
  }

  /** {@code kill -9}, and the part stays away until it may come back. */
  public synchronized void killForNow(Part part) {
    away.add(part);
    backend.kill(part);
  }

  /** What was away is started again. */
  public synchronized void comeBack(Part part) {
    away.remove(part);
  }

  /** Returns when every part is ready. */
  public void awaitAllReady() {
    for (Part part : backend.parts()) {
      awaitReady(part);
    }
  }

  /** Returns when the part is ready. */
  public void awaitReady(Part part) {
    await(part + " to be ready")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .failFast("nobody restarts anything any more", rounds::isDone)
        .until(() -> backend.isReady(part));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a part is being started for ever");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
