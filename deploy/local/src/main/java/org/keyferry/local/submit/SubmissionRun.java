package org.keyferry.local.submit;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.text.FailureText;
import org.keyferry.local.upload.PublishRequest;
import org.keyferry.local.upload.UploadClient;
import org.keyferry.wire.key.Interval;

/**
 * So many phones upload, each once.
 *
 * <p>in: {@link SubmissionPlan}; out: uploads, and {@link SubmissionRecord} of what came back
 */
public final class SubmissionRun {
  private static final Duration ONSET = Duration.ofDays(6);

  private final SubmissionPlan plan;
  private final DevelopmentAuthority authority;
  private final UploadClient gateway;
  private final SubmissionRecord record;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  /**
   * @param plan how many, how fast
   * @param authority certifies them
   * @param gateway takes them
   * @param record keeps what came back
   * @param clock decides which days are over
   */
  public SubmissionRun(
      SubmissionPlan plan,
      DevelopmentAuthority authority,
      UploadClient gateway,
      SubmissionRecord record,
      InstantSource clock) {
    this.plan = plan;
    this.authority = authority;
    this.gateway = gateway;
    this.record = record;
    this.clock = clock;
  }

  /** Returns when every upload was answered or has failed. */
  public void run() throws InterruptedException {
    var permits = new Semaphore(plan.parallel());
    long begin = System.nanoTime();
    try (var uploads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < plan.count(); number++) {
        permits.acquire();
        long due = begin + plan.dueAfter(number).toNanos();
        CompletableFuture.delayedExecutor(
                Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS, uploads)
            .execute(() -> uploadOne(permits));
      }
      permits.acquire(plan.parallel());
    }
  }

  private void uploadOne(Semaphore permits) {
    try {
      var now = clock.instant();
      var keys = FreshKeys.make(plan.keys(), now, random);
      var request =
          PublishRequest.certified(
              keys, plan.declared(), authority, Interval.containing(now.minus(ONSET)), now);
      record.answered(keys, gateway.send(request));
    } catch (IOException e) {
      record.failed(FailureText.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      permits.release();
    }
  }
}
