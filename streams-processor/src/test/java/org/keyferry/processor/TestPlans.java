package org.keyferry.processor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.processor.assemble.PaddingSecret;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.TopicSettings;

/** Plans for tests. */
final class TestPlans {
  static final Region HOME = new Region("NL");

  private TestPlans() {}

  /** What takes remote keys of every source. */
  static final FeedSources ANYWHERE =
      new FeedSources(List.of(RemoteSource.ANY), null, null, null, null, null);

  /** A public feed of ours that takes remote keys of every source. */
  static Feed feed(String id, int bucketSeconds, int minimum) {
    return new Feed(
        id,
        FeedKind.PUBLIC,
        HOME,
        Duration.ofSeconds(bucketSeconds),
        Duration.ofSeconds(1),
        minimum,
        null,
        ANYWHERE,
        null);
  }

  /** A feed of any kind with buckets of 10 s and no padding. */
  static Feed feed(String id, FeedKind kind, String region, FeedSources from) {
    return new Feed(
        id,
        kind,
        new Region(region),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        0,
        null,
        from,
        null);
  }

  static Feed feed(
      String id, FeedKind kind, String region, FeedSources from, int bucketSeconds, int minimum) {
    return new Feed(
        id,
        kind,
        new Region(region),
        Duration.ofSeconds(bucketSeconds),
        Duration.ofSeconds(1),
        minimum,
        null,
        from,
        null);
  }

  static FeedPlan feeds(Feed... feeds) {
    return new FeedPlan(Duration.ofSeconds(10), List.of(feeds));
  }

  private static final Map<String, FeedPlan> WRITTEN = new ConcurrentHashMap<>();

  /** Settings that {@link #read} makes the plan of. How they are written is tested elsewhere. */
  static Map<String, String> write(FeedPlan plan) {
    String name = String.valueOf(System.identityHashCode(plan));
    WRITTEN.put(name, plan);
    return Map.of("plan", name);
  }

  static FeedPlan read(Map<String, String> settings) {
    return WRITTEN.get(settings.get("plan"));
  }

  static ProcessorPlan plan(int keyPartitions, ProcessorSettings settings, Feed... feeds) {
    return new ProcessorPlan(
        feeds(feeds),
        new AdmissionLimits(null, null, null),
        new TopicSettings(keyPartitions, 1, 1),
        settings,
        new PaddingSecret(new byte[32]));
  }

  static ProcessorSettings settings(int stepKeys) {
    return new ProcessorSettings(
        HOME, null, null, null, 2, stepKeys, Duration.ofSeconds(5), null, null, null, null);
  }
}
