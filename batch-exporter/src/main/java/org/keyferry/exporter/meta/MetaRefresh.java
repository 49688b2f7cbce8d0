package org.keyferry.exporter.meta;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import org.keyferry.exporter.stamp.StampRounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Looks several times a minute whether documents have to be issued, while that is this instance's.
 */
final class MetaRefresh implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetaRefresh.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final String PREFIX = "public/meta/";

  private final MetaPublisher publisher;
  private final List<MetaSource> sources;
  private final BooleanSupplier isMine;
  private final StampRounds stamps;
  private final MeterRegistry metrics;
  private final ScheduledFuture<?> rounds;

  MetaRefresh(
      MetaPublisher publisher,
      List<MetaSource> sources,
      BooleanSupplier isMine,
      StampRounds stamps,
      MeterRegistry metrics,
      TaskScheduler scheduler) {
    this.publisher = publisher;
    this.sources = List.copyOf(sources);
    this.isMine = isMine;
    this.stamps = stamps;
    this.metrics = metrics;
    this.rounds = scheduler.scheduleWithFixedDelay(this::refreshIfMine, PAUSE);
  }

  private void refreshIfMine() {
    if (!isMine.getAsBoolean()) {
      publisher.forget();
      return;
    }
    for (MetaSource source : sources) {
      try {
        if (publisher.refresh(source)) {
          stamps.soon(PREFIX);
        }
      } catch (IOException e) {
        metrics.counter("keyferry.meta.failures", "document", source.type().typ()).increment();
        LOG.atWarn()
            .addKeyValue("document", source.type().typ())
            .addKeyValue("cause", e.toString())
            .log("a document could not be issued; the one before stays");
      }
    }
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }
}
