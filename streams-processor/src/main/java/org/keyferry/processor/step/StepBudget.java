package org.keyferry.processor.step;

/** What is left of one step. */
public final class StepBudget {
  /** Reading the clock for every key would cost more than settling some of them. */
  private static final int KEYS_BETWEEN_LOOKS_AT_THE_CLOCK = 128;

  private final long deadline;
  private int left;
  private int untilLook = KEYS_BETWEEN_LOOKS_AT_THE_CLOCK;

  StepBudget(int keys, long deadline) {
    this.left = keys;
    this.deadline = deadline;
  }

  /** Takes so much of it; may go below nothing. */
  public void spend(int keys) {
    left -= keys;
    untilLook -= keys;
    if (untilLook <= 0) {
      untilLook = KEYS_BETWEEN_LOOKS_AT_THE_CLOCK;
      if (System.nanoTime() - deadline >= 0) {
        left = Math.min(left, 0);
      }
    }
  }

  /** How many keys may still be done. */
  public int left() {
    return Math.max(left, 0);
  }

  /** Whether the step has to end. */
  public boolean exhausted() {
    return left <= 0;
  }
}
