package org.keyferry.exporter.expire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Sweeps at intervals while this instance is the one that has to. */
final class ScheduledSweeps implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledSweeps.class);

  private final ExpirySweep sweep;
  private final LeftoverSweep leftovers;
  private final BooleanSupplier isMine;
  private final ScheduledFuture<?> sweeps;

  /**
   * @param isMine whether this instance has to sweep now
   */
  ScheduledSweeps(
      ExpirySweep sweep,
      LeftoverSweep leftovers,
      BooleanSupplier isMine,
      TaskScheduler scheduler,
      Duration interval) {
    this.sweep = sweep;
    this.leftovers = leftovers;
    this.isMine = isMine;
    this.sweeps = scheduler.scheduleWithFixedDelay(this::sweepIfMine, interval);
  }

  private void sweepIfMine() {
    if (!isMine.getAsBoolean()) {
      return;
    }
    try {
      sweep.sweep();
    } catch (IOException | KafkaException e) {
      LOG.atWarn()
          .addKeyValue("cause", e.toString())
          .log("expired files could not be removed; the next sweep tries again");
    }
    try {
      leftovers.sweep();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("cause", e.toString())
          .log("old versions could not be looked for; the next sweep tries again");
    }
  }

  @Override
  public void close() {
    sweeps.cancel(false);
  }
}
