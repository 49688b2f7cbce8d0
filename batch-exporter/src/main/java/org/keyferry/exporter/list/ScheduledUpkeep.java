package org.keyferry.exporter.list;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Issues documents anew in time while this instance is the one that has to, and tells how long the
 * lists are to be believed: {@code keyferry.lists.expiry}, in seconds, of the one that expires
 * first.
 */
public final class ScheduledUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledUpkeep.class);

  private final ListUpkeep upkeep;
  private final BooleanSupplier isMine;
  private final ScheduledFuture<?> rounds;
  private volatile Optional<Instant> firstExpiry = Optional.empty();

  /**
   * @param isMine whether this instance has to do it now
   * @param interval between two looks
   */
  public ScheduledUpkeep(
      ListUpkeep upkeep, BooleanSupplier isMine, TaskScheduler scheduler, Duration interval) {
    this.upkeep = upkeep;
    this.isMine = isMine;
    this.rounds = scheduler.scheduleWithFixedDelay(this::round, interval);
  }

  /** Shows the time until the first list expires. */
  public ScheduledUpkeep measured(MeterRegistry metrics) {
    TimeGauge.builder(
            "keyferry.lists.expiry", this, TimeUnit.SECONDS, ScheduledUpkeep::untilFirstExpiry)
        .description("time until the first of the lists expires")
        .register(metrics);
    return this;
  }

  private double untilFirstExpiry() {
    return firstExpiry.map(expiry -> (double) upkeep.until(expiry).toSeconds()).orElse(Double.NaN);
  }

  private void round() {
    if (!isMine.getAsBoolean()) {
      firstExpiry = Optional.empty();
      return;
    }
    for (String feed : upkeep.feeds()) {
      try {
        if (upkeep.isDue(feed)) {
          upkeep.issueAnew(feed);
        }
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("feed", feed)
            .addKeyValue("cause", e.toString())
            .log("lists could not be issued anew; the next round tries again");
      }
    }
    firstExpiry =
        upkeep.feeds().stream()
            .map(upkeep::expiry)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }
}
