package org.keyferry.exporter.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ContainerPausingBackOffHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerContainerPauseService;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Takes a record again until it succeeds: store or brokers come back, and no batch is ever left
 * out. Meanwhile the consumer is paused and keeps polling, so that the group keeps it.
 */
final class EndlessRetry {
  private static final Logger LOG = LoggerFactory.getLogger(EndlessRetry.class);
  private static final long FIRST_WAIT_MS = 500;
  private static final long LONGEST_WAIT_MS = 10_000;

  private EndlessRetry() {}

  static DefaultErrorHandler handler(TaskScheduler scheduler, MeterRegistry metrics) {
    var wait = new ExponentialBackOff(FIRST_WAIT_MS, 2);
    wait.setMaxInterval(LONGEST_WAIT_MS);
    var pausing =
        new ContainerPausingBackOffHandler(new ListenerContainerPauseService(null, scheduler));
    var handler = new DefaultErrorHandler(null, wait, pausing);
    // By default some kinds of failure would be logged and their record left out.
    handler.setClassifications(Map.of(), true);
    // Rewinding would fetch again all that waits behind the record.
    handler.setSeekAfterError(false);
    // A failure of another kind must not begin the waits anew.
    handler.setResetStateOnExceptionChange(false);
    Counter failures = metrics.counter("keyferry.export.failures");
    handler.setRetryListeners((failed, cause, attempt) -> {
      failures.increment();
      LOG.atWarn()
          .addKeyValue("where", failed.topic() + "-" + failed.partition() + "@" + failed.offset())
          .addKeyValue("attempt", attempt)
          .addKeyValue("cause", String.valueOf(cause.getCause() == null ? cause : cause.getCause()))
          .log("publishing waits and will be tried again");
    });
    return handler;
  }
}
