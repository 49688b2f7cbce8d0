package org.keyferry.exporter.sign;

import java.io.IOException;
import java.time.Duration;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/** Asks a module or service that is unavailable again, ever more slowly, for a while. */
final class Patience {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RetryTemplate again;

  /**
   * @param total from the first request; with zero there is one request
   */
  Patience(Duration total) {
    this.again =
        new RetryTemplate(
            RetryPolicy.builder()
                .includes(SignerUnavailable.class)
                .maxRetries(total.isZero() ? 0 : Long.MAX_VALUE)
                .delay(FIRST_WAIT)
                .jitter(FIRST_WAIT.dividedBy(2))
                .multiplier(2)
                .maxDelay(LONGEST_WAIT)
                .timeout(total)
                .build());
  }

  /**
   * What the request gives.
   *
   * @throws SignerUnavailable if it is still refused in the end
   * @throws IOException if it fails in a way that asking again can't mend
   */
  <R> R ask(Retryable<R> request) throws IOException {
    try {
      return again.execute(request);
    } catch (RetryException e) {
      switch (e.getLastException()) {
        case IOException failure -> throw failure;
        case Throwable other -> throw new IOException("signing failed: " + other, other);
      }
    }
  }
}
