package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.key.ExposureKey;

/**
 * What a key costs, counted in look-ups and records, which are the same on every machine. How long
 * that takes is for the benchmarks.
 */
class CostOfKeysTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int PARTITIONS = 2;
  private static final int KEYS = 400;
  private static final long MOST_KNOWN = 42_000_000;
  private static final long DISK = 3_000_000_000L;
  private static final FeedSources NO_LISTS = new FeedSources(null, null, null, null, null, null);

  /** What the keys of one bucket cost. */
  private record Cost(long lookUps, long writes, long copies, long records, long sealed) {}

  @Test
  @Tag("N17")
  void keyCostsAsManyLookUpsHoweverManyAreKnown() {
    Cost amongFew = bucket(knowing(10), "NL");
    Cost amongMany = bucket(knowing(20_000), "NL");

    assertThat(amongFew.lookUps()).as("one for each report").isEqualTo(2L * KEYS);
    assertThat(amongMany.lookUps()).isEqualTo(amongFew.lookUps());
    assertThat(amongMany.copies()).isEqualTo(amongFew.copies()).isEqualTo(KEYS);
    assertThat(amongMany.records()).isEqualTo(amongFew.records());
    assertThat(amongMany.sealed()).as("repeats are no-ops").isEqualTo(KEYS);
  }

  @Test
  @Tag("N17")
  void knownKeysOfFifteenDaysOfAllBackendsFitOnThreeGigabytes() {
    var known = KnownKey.first(2_900_000, 144, ReportType.CONFIRMED_TEST, -1);
    int setsOfFeeds = 8;
    long entry = (long) ExposureKey.LENGTH + known.valueIn(new byte[setsOfFeeds]).length;

    assertThat(MOST_KNOWN * entry).isLessThan(DISK);
  }

  @Test
  @Tag("S1")
  void keyCostsTheSameInThreeOfThreeHundredFeedsAsInThreeOfThree() {
    Cost few = bucket(new SimulatedPipeline(plan(3), START), "AA", "AB", "AC");
    Cost many = bucket(new SimulatedPipeline(plan(300), START), "AA", "AB", "AC");

    assertThat(many.lookUps()).isEqualTo(few.lookUps());
    assertThat(many.writes()).isEqualTo(few.writes());
    assertThat(many.copies()).isEqualTo(few.copies()).isEqualTo(4L * KEYS);
    assertThat(many.sealed()).isEqualTo(few.sealed()).isEqualTo(4L * KEYS);
    assertThat(many.records() - few.records())
        .as("a feed without keys costs a mark of each partition, and no more")
        .isEqualTo(297L * PARTITIONS);
  }

  @Test
  @Tag("S1")
  void twiceTheKeysCostTwiceAsMuch() {
    var once = new SimulatedPipeline(plan(300), START);
    var twice = new SimulatedPipeline(plan(300), START);

    Cost one = bucket(once, 0, KEYS, "AA", "AB", "AC");
    Cost two = bucket(twice, 0, 2 * KEYS, "AA", "AB", "AC");

    assertThat(two.lookUps()).isEqualTo(2 * one.lookUps());
    assertThat(two.copies()).isEqualTo(2 * one.copies());
    assertThat(two.sealed()).isEqualTo(2 * one.sealed());
  }

  private static ProcessorPlan plan(int regional) {
    var feeds = new ArrayList<Feed>();
    feeds.add(TestPlans.feed("NL", 10, 0));
    for (int i = 0; i < regional; i++) {
      String region = "" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
      feeds.add(TestPlans.feed("to-" + region, FeedKind.REGIONAL, region, NO_LISTS));
    }
    return TestPlans.plan(PARTITIONS, TestPlans.settings(10_000), feeds.toArray(Feed[]::new));
  }

  private static SimulatedPipeline knowing(int keys) {
    var pipeline = new SimulatedPipeline(plan(0), START);
    for (int i = 0; i < keys; i++) {
      pipeline.submit(submitted(expired(1_000_000L + i, START)), START);
    }
    pipeline.runUntil(START.plusSeconds(30));
    return pipeline;
  }

  private static Cost bucket(SimulatedPipeline pipeline, String... regions) {
    return bucket(pipeline, 0, KEYS, regions);
  }

  /** Submits each key twice and lets the bucket pass. */
  private static Cost bucket(SimulatedPipeline pipeline, int first, int count, String... regions) {
    Cost before = soFar(pipeline);
    Instant arrival = pipeline.now;
    for (int i = first; i < first + count; i++) {
      SubmittedKey event =
          submitted(expired(i, arrival)).toBuilder()
              .setConsentToFederation(true)
              .setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(List.of(regions)))
              .build();
      pipeline.submit(event, arrival);
      pipeline.submit(event, arrival);
    }
    pipeline.runUntil(arrival.plus(Duration.ofSeconds(10 + 3)));
    Cost after = soFar(pipeline);
    return new Cost(
        after.lookUps() - before.lookUps(),
        after.writes() - before.writes(),
        after.copies() - before.copies(),
        after.records() - before.records(),
        after.sealed() - before.sealed());
  }

  private static Cost soFar(SimulatedPipeline pipeline) {
    List<FeedSlice> slices =
        pipeline.slices.stream().map(SimulatedPipeline.SettledSlice::slice).toList();
    return new Cost(
        known(pipeline, CountedStore.Counts::lookUps),
        known(pipeline, CountedStore.Counts::writes),
        slices.stream().mapToLong(slice -> slice.getChunk().getKeysCount()).sum(),
        slices.size(),
        pipeline.sealed.stream().mapToLong(batch -> batch.getChunk().getKeysCount()).sum());
  }

  private static long known(
      SimulatedPipeline pipeline, ToLongFunction<CountedStore.Counts> number) {
    return pipeline.tasks().stream()
        .flatMap(task -> task.counts("known").stream())
        .mapToLong(number)
        .sum();
  }
}
