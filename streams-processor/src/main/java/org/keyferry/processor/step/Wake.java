package org.keyferry.processor.step;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * At most one pending wall-clock call of a stage. Each call makes a transaction, so an idle
 * partition is called when something is due, and not ten times a second.
 */
public final class Wake {
  private static final Duration SOON = Duration.ofMillis(10);

  private final ProcessingContext context;
  private final Runnable work;
  private Cancellable pending;
  private long due = Long.MAX_VALUE;

  /**
   * @param context of the stage
   * @param work what is called, once for each call of {@link #in}
   */
  public Wake(ProcessingContext context, Runnable work) {
    this.context = context;
    this.work = work;
  }

  /** Calls as soon as other work allows. */
  public void soon() {
    in(SOON);
  }

  /** Calls after the delay, or earlier if a call is due earlier. */
  public void in(Duration delay) {
    var wait = delay.compareTo(SOON) < 0 ? SOON : delay;
    long at = context.currentSystemTimeMs() + wait.toMillis();
    if (pending != null && due <= at) {
      return;
    }
    cancel();
    due = at;
    pending = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, time -> call());
  }

  private void call() {
    cancel();
    work.run();
  }

  private void cancel() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }
}
