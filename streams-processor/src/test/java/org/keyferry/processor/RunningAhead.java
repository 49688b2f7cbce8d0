package org.keyferry.processor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The system's clock, which tests can set ahead. */
final class RunningAhead implements Time {
  private final AtomicLong ahead = new AtomicLong();

  void advance(Duration by) {
    ahead.addAndGet(by.toMillis());
  }

  @Override
  public long milliseconds() {
    return Time.SYSTEM.milliseconds() + ahead.get();
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds() + Duration.ofMillis(ahead.get()).toNanos();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    Time.SYSTEM.waitObject(object, condition, deadlineMillis - ahead.get());
  }
}
