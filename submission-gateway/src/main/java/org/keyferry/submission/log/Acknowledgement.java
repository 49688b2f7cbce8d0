package org.keyferry.submission.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Waits until all records of one upload are acknowledged, or one has failed. */
final class Acknowledgement implements Callback {
  private final int records;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean failed;

  Acknowledgement(int records) {
    this.records = records;
  }

  @Override
  public void onCompletion(RecordMetadata unused, Exception failure) {
    if (failure != null) {
      failed = true;
      decided.countDown();
    } else if (acknowledged.incrementAndGet() == records) {
      decided.countDown();
    }
  }

  /** Whether a record has failed, so that sending more of them is of no use. */
  boolean failed() {
    return failed;
  }

  /** Whether every record was acknowledged within the wait. */
  boolean complete(Duration wait) throws InterruptedException {
    return decided.await(wait.toNanos(), TimeUnit.NANOSECONDS) && !failed;
  }

  /** How many records are acknowledged so far. */
  int acknowledged() {
    return acknowledged.get();
  }
}
