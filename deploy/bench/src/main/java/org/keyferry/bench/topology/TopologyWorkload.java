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
 * @param known how many other keys are known before
 * @param strangers 0, or so many further regions that have no feed; each key concerns one region
 *     then, whatever {@code feedsOfKey}
 */
record TopologyWorkload(
    int records, int feeds, int feedsOfKey, int buckets, int known, int strangers) {
  static final Region HOME = new Region("NL");

  /** Long enough that no pass can outlast it while the topology's clock runs. */
  static final Duration BUCKET = Duration.ofHours(2);

  private static final int LETTERS = 26;

  /** One bucket, and nothing known. */
  TopologyWorkload(int records, int feeds, int feedsOfKey) {
    this(records, feeds, feedsOfKey, 1, 0, 0);
  }

  /** What it is, in words. */
  String inWords() {
    String what =
        strangers > 0
            ? "1 in %,d also for another feed".formatted(feeds - 1 + strangers)
            : feeds == feedsOfKey
                ? "into %,d feed%s each".formatted(feeds, feeds == 1 ? "" : "s")
                : "into %,d of %,d feeds each".formatted(feedsOfKey, feeds);
    String when = buckets == 1 ? "" : ", %,d buckets".formatted(buckets);
    String before = known == 0 ? "" : ", %,d known before".formatted(known);
    return String.format(
        Locale.ROOT, "%,d keys, 5 %% repeats, %s%s%s", records, what, when, before);
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
    List<String> regions = regions(feeds - 1);
    return strangers == 0
        ? new Concern(HOME.code(), regions, feedsOfKey - 1, regions.size())
        : new Concern(HOME.code(), regions(feeds - 1 + strangers), 1, feeds - 1);
  }

  /** The processor's plan, everything that is not a feed as it is by default. */
  ProcessorPlan plan(Path directory) {
    var all = new ArrayList<Feed>();
    all.add(feed(HOME, FeedKind.PUBLIC, null));
    // A small feed that is padded would wait for the public one, whose fakes it shares.
    Integer minimum = strangers > 0 ? 0 : null;
    regions(feeds - 1).forEach(code -> all.add(feed(new Region(code), FeedKind.REGIONAL, minimum)));
    return new ProcessorPlan(
        new FeedPlan(null, all),
        new AdmissionLimits(null, null, null),
        Broker.TOPICS,
        new ProcessorSettings(
            HOME,
            null,
            directory.resolve("stores"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        new PaddingSecret("the batches are far too large for any fake".getBytes(UTF_8)));
  }

  private static Feed feed(Region region, FeedKind kind, Integer minimum) {
    return new Feed(null, kind, region, BUCKET, null, minimum, Duration.ZERO, null, null);
  }

  private static List<String> regions(int count) {
    var regions = new ArrayList<String>();
    for (int number = 0; regions.size() < count; number++) {
      char first = (char) ('A' + number / LETTERS % LETTERS);
      char second = (char) ('A' + number % LETTERS);
      int subdivision = number / LETTERS / LETTERS;
      String region = "" + first + second + (subdivision == 0 ? "" : "-" + subdivision);
      if (!region.equals(HOME.code())) {
        regions.add(region);
      }
    }
    return regions;
  }
}
