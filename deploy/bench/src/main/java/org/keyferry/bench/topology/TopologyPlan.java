package org.keyferry.bench.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keyferry.bench.process.Broker;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorSettings;
import org.keyferry.processor.assemble.PaddingSecret;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;

/** The processor's plan in the benchmark: one public feed, everything else as it is by default. */
final class TopologyPlan {
  private static final Region HOME = new Region("NL");

  /** Long enough that no pass can outlast it while the topology's clock runs. */
  private static final Duration BUCKET = Duration.ofHours(2);

  private TopologyPlan() {}

  /** With stores in the directory. */
  static ProcessorPlan of(Path directory) {
    var feed = new Feed(null, null, HOME, BUCKET, null, null, null, null, null);
    return new ProcessorPlan(
        new FeedPlan(null, List.of(feed)),
        new AdmissionLimits(null, null),
        Broker.TOPICS,
        new ProcessorSettings(
            HOME, null, directory.resolve("stores"), null, null, null, null, null, null, null),
        new PaddingSecret("the batches are far too large for any fake".getBytes(UTF_8)));
  }

  /** A bucket that is over, so that no time of the benchmark lies in the brokers' future. */
  static BatchWindow pastBucket(Instant now) {
    return BatchWindow.containing(now.minus(BUCKET.multipliedBy(2)), BUCKET);
  }
}
