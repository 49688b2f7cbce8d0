package org.keyferry.bench.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyferry.bench.data.Concern;
import org.keyferry.bench.process.Broker;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorSettings;
import org.keyferry.processor.assemble.PaddingSecret;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;

/**
 * How many keys come in how many buckets, and how many feeds there are: one public feed, which
 * takes every key, and regional ones, of which each key concerns a few.
 *
 * @param records how many, repeats included, evenly over the buckets
 * @param feeds how many there are, 1 to 600
 * @param feedsOfKey how many of them each key is in, 1 to {@code feeds}
 * @param buckets one after the other, 1 or more
 */
record TopologyWorkload(int records, int feeds, int feedsOfKey, int buckets) {
  static final Region HOME = new Region("NL");

  /** Long enough that no pass can outlast it while the topology's clock runs. */
  static final Duration BUCKET = Duration.ofHours(2);

  private static final int LETTERS = 26;

  /** One bucket. */
  TopologyWorkload(int records, int feeds, int feedsOfKey) {
    this(records, feeds, feedsOfKey, 1);
  }

  /** What it is, in words. */
  String inWords() {
    String what =
        feeds == feedsOfKey
            ? "into %,d feed%s each".formatted(feeds, feeds == 1 ? "" : "s")
            : "into %,d of %,d feeds each".formatted(feedsOfKey, feeds);
    String when = buckets == 1 ? "" : ", %,d buckets".formatted(buckets);
    return String.format(Locale.ROOT, "%,d keys, 5 %% repeats, %s%s", records, what, when);
  }

  /** Of the keys of a bucket, repeats included. */
  int recordsOfBucket() {
    return records / buckets;
  }

  /** The buckets, all over, so that no time of the benchmark lies in the brokers' future. */
  List<BatchWindow> windows(Instant now) {
    var windows = new ArrayList<BatchWindow>();
    for (int back = buckets + 1; back > 1; back--) {
      windows.add(BatchWindow.containing(now.minus(BUCKET.multipliedBy(back)), BUCKET));
    }
    return windows;
  }

  /** The regions that the keys concern: as many in turn as the key has regional feeds. */
  Concern concern() {
    List<String> regions = regions().stream().map(Region::code).toList();
    return new Concern(HOME.code(), regions, feedsOfKey - 1);
  }

  /** The processor's plan, everything that is not a feed as it is by default. */
  ProcessorPlan plan(Path directory) {
    var all = new ArrayList<Feed>();
    all.add(feed(HOME, FeedKind.PUBLIC));
    regions().forEach(region -> all.add(feed(region, FeedKind.REGIONAL)));
    return new ProcessorPlan(
        new FeedPlan(null, all),
        new AdmissionLimits(null, null),
        Broker.TOPICS,
        new ProcessorSettings(
            HOME, null, directory.resolve("stores"), null, null, null, null, null, null, null),
        new PaddingSecret("the batches are far too large for any fake".getBytes(UTF_8)));
  }

  private static Feed feed(Region region, FeedKind kind) {
    return new Feed(null, kind, region, BUCKET, null, null, Duration.ZERO, null, null);
  }

  private List<Region> regions() {
    var regions = new ArrayList<Region>();
    for (int number = 0; regions.size() < feeds - 1; number++) {
      char first = (char) ('A' + number / LETTERS);
      char second = (char) ('A' + number % LETTERS);
      var region = new Region("" + first + second);
      if (!region.equals(HOME)) {
        regions.add(region);
      }
    }
    return regions;
  }
}
