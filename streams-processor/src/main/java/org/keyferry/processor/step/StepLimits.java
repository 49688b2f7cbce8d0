package org.keyferry.processor.step;

import java.time.Duration;

/**
 * How much a stage may do in one wall-clock call. A step is committed whole or not at all, so a
 * step without a bound would outlive its transaction, be aborted, and begin again for ever.
 *
 * @param keys at most so many keys
 * @param time no new key after so long
 */
public record StepLimits(int keys, Duration time) {
  /** A budget that runs from now. */
  public StepBudget begin() {
    return new StepBudget(keys, System.nanoTime() + time.toNanos());
  }
}
