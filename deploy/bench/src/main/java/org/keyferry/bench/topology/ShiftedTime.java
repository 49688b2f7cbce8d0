package org.keyferry.bench.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The system's time, moved to where the benchmark wants it. It runs at its usual pace, but can
 * jump: so the end of a bucket comes when all keys are held, and no pass waits for it.
 */
final class ShiftedTime implements Time {
  private volatile long shiftMillis;

  ShiftedTime(Instant now) {
    jumpTo(now);
  }

  /** From now on it is that time. */
  void jumpTo(Instant now) {
    shiftMillis = Duration.between(Instant.now(), now).toMillis();
  }

  @Override
  public long milliseconds() {
    return SYSTEM.milliseconds() + shiftMillis;
  }

  @Override
  public long nanoseconds() {
    return SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long ms) {
    SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    SYSTEM.waitObject(lock, condition, deadlineMs - shiftMillis);
  }
}
