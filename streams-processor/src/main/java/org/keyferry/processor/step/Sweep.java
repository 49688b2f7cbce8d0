package org.keyferry.processor.step;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.keyferry.wire.retention.Housekeeping;

/**
 * Walks over a whole store again and again, in steps that are short and far apart: a store of
 * millions of keys takes minutes of an hour, and a fiftieth of a thread meanwhile. A sweep begins
 * at the start of the task, and an hour after the end of the last one.
 */
public final class Sweep {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);

  private final ProcessingContext context;
  private final StepLimits limits;
  private final Walk walk;
  private final Wake wake;

  /** What is done with the store. */
  @FunctionalInterface
  public interface Walk {
    /**
     * Goes on where it was, as far as the budget goes.
     *
     * @param nowMillis milliseconds since the epoch
     * @return whether the end of the store is reached
     */
    boolean step(StepBudget budget, long nowMillis);
  }

  private Sweep(ProcessingContext context, int mostEntries, Walk walk) {
    this.context = context;
    this.limits = new StepLimits(mostEntries, STEP);
    this.walk = walk;
    this.wake = new Wake(context, this::step);
  }

  /**
   * Begins to sweep.
   *
   * @param mostEntries a step looks at no more
   */
  public static void begin(ProcessingContext context, int mostEntries, Walk walk) {
    new Sweep(context, mostEntries, walk).wake.soon();
  }

  private void step() {
    boolean over = walk.step(limits.begin(), context.currentSystemTimeMs());
    wake.in(over ? Housekeeping.STORE_SWEEP : BETWEEN_STEPS);
  }
}
