package org.keyferry.exporter.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.record.PublishedBatches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a phone that follows a feed has to download in a day: {@code keyferry.phones.day}, the
 * bytes of the export files whose windows ended in the last 24 hours, by feed. Many phones pay for
 * each byte, so more than the budget is warned of, once until it is less again.
 *
 * <p>in: what is published; out: a metric and a warning
 */
public final class PhoneTraffic {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneTraffic.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final PublishedBatches published;
  private final long budget;
  private final InstantSource clock;
  private final MultiGauge gauge;
  private Set<String> above = Set.of();

  /**
   * @param budget bytes of a day that are not too much
   */
  public PhoneTraffic(
      PublishedBatches published, long budget, InstantSource clock, MeterRegistry metrics) {
    this.published = published;
    this.budget = budget;
    this.clock = clock;
    this.gauge =
        MultiGauge.builder("keyferry.phones.day")
            .description("What a phone that follows the feed downloads in a day")
            .baseUnit("bytes")
            .register(metrics);
  }

  /** Counts again. */
  public synchronized void look() {
    Map<String, Long> bytes = bytesOfADay();
    gauge.register(
        bytes.entrySet().stream()
            .map(feed -> MultiGauge.Row.of(Tags.of("feed", feed.getKey()), feed.getValue()))
            .toList(),
        true);
    var now = new HashSet<String>();
    bytes.forEach((feed, sum) -> {
      if (sum > budget) {
        now.add(feed);
        if (!above.contains(feed)) {
          LOG.atWarn()
              .addKeyValue("feed", feed)
              .addKeyValue("bytes", sum)
              .addKeyValue("budget", budget)
              .log("phones that follow this feed download more in a day than they should");
        }
      }
    });
    above = now;
  }

  private Map<String, Long> bytesOfADay() {
    long since = clock.instant().minus(DAY).getEpochSecond();
    var bytes = new HashMap<String, Long>();
    for (PublishedBatch batch : published.where(PhoneTraffic::isForPhones)) {
      boolean counts = !batch.hasWithdrawal() && batch.getWindowEndSeconds() > since;
      bytes.merge(batch.getFeed(), counts ? size(batch) : 0, Long::sum);
    }
    return bytes;
  }

  private static boolean isForPhones(PublishedBatch batch) {
    return batch.getAudience() != BatchAudience.PEERS;
  }

  private static long size(PublishedBatch batch) {
    return batch.getObjectsList().stream().mapToLong(PublishedObject::getSizeBytes).sum();
  }
}
