package org.keyferry.exporter.view;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import org.springframework.scheduling.TaskScheduler;

/** Does the rounds while this instance is the one that has to. */
final class ScheduledViews implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PublicViews views;
  private final BooleanSupplier isMine;
  private final Duration interval;
  private final InstantSource clock;
  private final ScheduledFuture<?> rounds;
  private Instant next = Instant.MIN;

  /**
   * @param isMine whether this instance has to do it now
   * @param interval between looks at all feeds
   */
  ScheduledViews(
      PublicViews views,
      BooleanSupplier isMine,
      Duration interval,
      InstantSource clock,
      TaskScheduler scheduler) {
    this.views = views;
    this.isMine = isMine;
    this.interval = interval;
    this.clock = clock;
    this.rounds = scheduler.scheduleWithFixedDelay(this::roundIfMine, PAUSE);
  }

  private void roundIfMine() {
    if (!isMine.getAsBoolean()) {
      views.forget();
      return;
    }
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(interval);
      views.lookAgain();
    }
    views.round();
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }
}
