package org.keyferry.edge.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lag of one consumer group as metrics: {@code keyferry.lag.records} and {@code
 * keyferry.lag.seconds}, by topic and group.
 *
 * <p>in: {@link ConsumerLag}; out: gauges
 */
public final class LagMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LagMetrics.class);

  private final ConsumerLag lag;
  private final String group;
  private final MultiGauge records;
  private final MultiGauge seconds;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lag-metrics").factory());

  private final ScheduledFuture<?> measuring;

  /**
   * Starts measuring at once.
   *
   * @param lag measures; closed with this
   * @param group whose lag
   * @param period how often
   */
  public LagMetrics(MeterRegistry registry, ConsumerLag lag, String group, Duration period) {
    this.lag = lag;
    this.group = group;
    this.records =
        MultiGauge.builder("keyferry.lag.records")
            .description("Records that the group has not committed")
            .register(registry);
    this.seconds =
        MultiGauge.builder("keyferry.lag.seconds")
            .description("Age of the oldest record that the group has not committed, in seconds")
            .register(registry);
    this.measuring =
        timer.scheduleWithFixedDelay(this::measure, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void measure() {
    try {
      List<Row<?>> recordRows = new ArrayList<>();
      List<Row<?>> secondRows = new ArrayList<>();
      for (GroupLag each : lag.of(List.of(group))) {
        var tags = Tags.of("topic", each.topic(), "group", each.group());
        recordRows.add(Row.of(tags, each.records()));
        secondRows.add(Row.of(tags, each.age().toMillis() / 1000.0));
      }
      records.register(recordRows, true);
      seconds.register(secondRows, true);
    } catch (KafkaException e) {
      if (timer.isShutdown()) {
        return;
      }
      // The gauges keep their last values; the brokers' absence has alarms of its own.
      LOG.atWarn().addKeyValue("group", group).setCause(e).log("could not measure the lag");
    }
  }

  /** Breaks off a measurement: without brokers it would take a minute, and nobody needs it. */
  @Override
  public void close() {
    timer.shutdown();
    measuring.cancel(true);
    lag.close();
  }
}
