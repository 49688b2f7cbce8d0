package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;

/**
 * Random arrivals, steps, commits, crashes and stops, with batches that are far larger than a step:
 * whatever comes, no feed shows a fake twice, none shows one that the public feed of the shortest
 * bucket hasn't shown, and windows grow as their keys demand.
 */
class EveryFakeOnceTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MINIMUM = 24;
  private static final int WAIT = 70;
  private static final int ACTIONS = 250;

  /** The least minimum that a changed plan has. */
  private static final int LEAST = 12;

  private static final List<String> FEEDS = List.of("NL", "NL-30", "all", "to-BE", "to-DE");

  private final Map<ByteString, Set<String>> keys = new HashMap<>();
  private SimulatedPipeline pipeline;
  private Random random;
  private boolean changing;

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  @Tag("SP1")
  @Tag("V39")
  void everyFakeIsInEachFeedOnceAndNeverBeforeThePublicFeed(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int stepKeys) {
    begin(seed, stepKeys);
    for (int i = 0; i < ACTIONS; i++) {
      act();
    }
    drain();

    assertThat(pipeline.reasons()).isEmpty();
    assertThat(keys).isNotEmpty();
    FEEDS.forEach(this::assertBatches);
    assertPublicFeedIsFirst(Set.of("NL"));
    assertPublicFeedsShowTheSameFakes();
  }

  /**
   * Buckets, minimums and waits change at random, and with them which public feed leads, while
   * batches are settled, awaited and sealed.
   */
  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  @Tag("V39")
  void soItIsWhileTheRolesOfFeedsChange(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int stepKeys) {
    begin(seed, stepKeys);
    changing = true;
    for (int i = 0; i < ACTIONS; i++) {
      act();
      if (i % 40 == 20) {
        pipeline.change(
            TestPlans.feeds(anyFeeds().toArray(Feed[]::new)),
            pipeline.now.plusSeconds(10 + random.nextInt(60)));
      }
    }
    drain();

    assertThat(pipeline.plan().timeline().versions()).hasSizeGreaterThan(2);
    assertThat(pipeline.reasons()).isEmpty();
    FEEDS.forEach(this::assertBatches);
    assertPublicFeedIsFirst(Set.of("NL", "NL-30"));
    assertPublicFeedsShowTheSameFakes();
  }

  private void begin(long seed, int stepKeys) {
    keys.clear();
    changing = false;
    random = new Random(seed);
    pipeline =
        new SimulatedPipeline(
            TestPlans.plan(
                2,
                TestPlans.settings(stepKeys),
                TestPlans.feed("NL", 10, MINIMUM),
                TestPlans.feed("NL-30", 30, MINIMUM),
                peers("all", FeedKind.ALL_TO_ALL, "NL", 20, MINIMUM),
                peers("to-BE", FeedKind.REGIONAL, "BE", 10, MINIMUM),
                peers("to-DE", FeedKind.REGIONAL, "DE", 30, MINIMUM)),
            START);
  }

  /** The same feeds, none of peers with a shorter bucket than the public feed that leads. */
  private List<Feed> anyFeeds() {
    return List.of(
        TestPlans.feed("NL", any(10, 20), any(LEAST, MINIMUM)),
        TestPlans.feed("NL-30", any(10, 30), any(LEAST, MINIMUM)),
        peers("all", FeedKind.ALL_TO_ALL, "NL", any(20, 40), any(LEAST, MINIMUM)),
        peers("to-BE", FeedKind.REGIONAL, "BE", any(20, 60), any(LEAST, MINIMUM)),
        peers("to-DE", FeedKind.REGIONAL, "DE", any(30, 60), any(LEAST, MINIMUM)));
  }

  private int any(int one, int other) {
    return random.nextBoolean() ? one : other;
  }

  private void act() {
    var task = pipeline.tasks().get(random.nextInt(pipeline.tasks().size()));
    long now = pipeline.now.toEpochMilli();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> submitSome();
      case 4, 5, 6, 7 -> task.poll(1 + random.nextInt(60), now);
      case 8, 9, 10, 11 -> task.punctuate(now);
      case 12, 13, 14, 15 -> task.commit();
      case 16, 17 -> pipeline.crash(task);
      case 18 -> pipeline.now = pipeline.now.plusMillis(random.nextInt(30_000));
      default -> pipeline.now = pipeline.now.plusSeconds(random.nextInt(300));
    }
  }

  private void submitSome() {
    int many = random.nextInt(6) == 0 ? 40 : random.nextInt(5);
    for (int i = 0; i < many; i++) {
      var arrival = Instant.ofEpochSecond(Math.floorDiv(pipeline.now.getEpochSecond(), 10) * 10);
      var key = expired(keys.size() + 1L, arrival);
      var event = submitted(key).toBuilder();
      var feeds = new HashSet<>(Set.of("NL", "NL-30"));
      if (random.nextInt(4) > 0) {
        event.setConsentToFederation(true);
        feeds.add("all");
        for (String region : List.of("BE", "DE")) {
          if (random.nextInt(4) == 0) {
            event.getRegionsOfInterestBuilder().addRegions(region);
            feeds.add("to-" + region);
          }
        }
        if (!event.hasRegionsOfInterest()) {
          event.setRegionsOfInterest(RegionsOfInterest.getDefaultInstance());
        }
      }
      keys.put(key.getKeyData(), feeds);
      pipeline.submit(event.build(), arrival);
    }
  }

  /** Lets every wait pass, those of fakes of fakes too, until nothing more comes. */
  private void drain() {
    for (int idle = 0; idle < 4; idle++) {
      long before = chunks();
      pipeline.now = pipeline.now.plus(Duration.ofSeconds(120));
      work();
      idle = chunks() > before ? -1 : idle;
    }
  }

  private long chunks() {
    return pipeline.sealed.stream().filter(SealedBatch::hasChunk).count();
  }

  private void work() {
    int quiet = 0;
    while (quiet < 10) {
      int before = pipeline.slices.size() + pipeline.sealed.size();
      pipeline.now = pipeline.now.plusMillis(100);
      for (var task : pipeline.tasks()) {
        task.poll(1000, pipeline.now.toEpochMilli());
        task.punctuate(pipeline.now.toEpochMilli());
        task.commit();
      }
      boolean behind = pipeline.tasks().stream().anyMatch(SimulatedTask::isBehind);
      quiet = behind || pipeline.slices.size() + pipeline.sealed.size() > before ? 0 : quiet + 1;
    }
  }

  private void assertBatches(String feed) {
    var shown = new HashSet<ByteString>();
    var batch = new ArrayList<BatchKey>();
    SealedBatch before = null;
    for (SealedBatch record : pipeline.sealed) {
      if (!record.getFeed().equals(feed)) {
        continue;
      }
      batch.addAll(record.getChunk().getKeysList());
      if (record.hasManifest()) {
        assertThat(record.getSequence()).isEqualTo(before == null ? 1 : before.getSequence() + 1);
        if (before != null) {
          assertThat(record.getWindowStartSeconds()).isEqualTo(before.getWindowEndSeconds());
        }
        assertBatch(record, batch);
        batch.forEach(key -> assertThat(shown.add(key.getKeyData())).isTrue());
        batch.clear();
        before = record;
      }
    }
    assertThat(batch).isEmpty();
    assertThat(
            keys.entrySet().stream()
                .filter(key -> shown.contains(key.getKey()) != key.getValue().contains(feed))
                .map(key -> TestKeys.number(key.getKey())))
        .as(feed)
        .isEmpty();
  }

  private void assertBatch(SealedBatch manifest, List<BatchKey> batch) {
    long real = batch.stream().filter(key -> keys.containsKey(key.getKeyData())).count();
    assertThat(manifest.getManifest().getKeys()).isEqualTo(batch.size());
    assertThat(manifest.getManifest().getPadding()).isEqualTo(batch.size() - real);
    assertThat(batch)
        .extracting(BatchKey::getKeyData)
        .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator());
    if (!batch.isEmpty()) {
      assertThat(batch).hasSizeGreaterThanOrEqualTo(changing ? LEAST : MINIMUM);
    }
    boolean waits = !changing && !manifest.getFeed().startsWith("NL");
    if (waits && real > 0 && real < MINIMUM && real == batch.size()) {
      long length = manifest.getWindowEndSeconds() - manifest.getWindowStartSeconds();
      assertThat(length).isGreaterThanOrEqualTo(WAIT);
    }
  }

  /**
   * Every key is in both public feeds, so every fake of a key is too. Fakes of fakes are where the
   * fakes are padded.
   */
  private void assertPublicFeedsShowTheSameFakes() {
    var shown = new HashMap<String, Set<ByteString>>();
    for (SealedBatch record : pipeline.sealed) {
      var ofFeed = shown.computeIfAbsent(record.getFeed(), _ -> new HashSet<>());
      record.getChunk().getKeysList().forEach(key -> ofFeed.add(key.getKeyData()));
    }
    var all = new HashSet<ByteString>();
    shown.values().forEach(all::addAll);
    all.retainAll(fakesOfKeys());
    assertThat(all).isNotEmpty();
    for (String feed : List.of("NL", "NL-30")) {
      var missing = new HashSet<>(all);
      missing.removeAll(shown.get(feed));
      assertThat(missing).as("fakes that are not in " + feed).isEmpty();
    }
  }

  /** Of each key more than any feed needs. */
  private Set<ByteString> fakesOfKeys() {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      var fakes = new HashSet<ByteString>();
      for (ByteString key : keys.keySet()) {
        for (int number = 0; number < 2 * MINIMUM; number++) {
          mac.update(key.toByteArray());
          byte[] tag = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
          fakes.add(ByteString.copyFrom(tag, 0, 16));
        }
      }
      return fakes;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void assertPublicFeedIsFirst(Set<String> publicFeeds) {
    var shown = new HashSet<ByteString>();
    for (SealedBatch record : pipeline.sealed) {
      for (BatchKey key : record.getChunk().getKeysList()) {
        if (publicFeeds.contains(record.getFeed())) {
          shown.add(key.getKeyData());
        } else {
          assertThat(shown).as(record.getFeed()).contains(key.getKeyData());
        }
      }
    }
  }

  private static Feed peers(String id, FeedKind kind, String region, int bucket, int minimum) {
    return new Feed(
        id,
        kind,
        new Region(region),
        Duration.ofSeconds(bucket),
        Duration.ofSeconds(1),
        minimum,
        Duration.ofSeconds(WAIT),
        null,
        null);
  }
}
