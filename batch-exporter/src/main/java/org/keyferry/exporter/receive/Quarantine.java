package org.keyferry.exporter.receive;

import io.micrometer.core.instrument.MeterRegistry;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells loudly of what can't be published. Waiting does not mend it, so its offsets are released
 * and later batches appear; its records stay in {@code batches.sealed} for as long as any do.
 */
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final MeterRegistry metrics;

  Quarantine(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** A batch whose manifest and chunks do not agree: nothing of it is published. */
  void batch(BatchId id, Problem problem) {
    metrics.counter("keyferry.batches.quarantined", "feed", id.feed()).increment();
    LOG.atError()
        .addKeyValue("feed", id.feed())
        .addKeyValue("sequence", id.sequence())
        .addKeyValue("problem", problem)
        .log("a batch contradicts itself and is not published");
  }

  /** A record that is none of a batch. If it was to be one, its batch will miss it. */
  void record(MalformedRecord malformed) {
    metrics
        .counter("keyferry.records.malformed", "topic", Topics.BATCHES_SEALED.name())
        .increment();
    LOG.atError()
        .addKeyValue("problem", malformed.getMessage())
        .log("a record can't be read and is left out");
  }
}
