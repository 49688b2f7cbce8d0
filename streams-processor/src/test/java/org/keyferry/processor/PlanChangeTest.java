package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.processor.plan.PlanOutcome.Accepted;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;

/** Feeds change while keys arrive: three key partitions, a new key every second. */
class PlanChangeTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration EMBARGO = Duration.ofHours(2);

  private final SimulatedPipeline pipeline =
      new SimulatedPipeline(
          TestPlans.plan(
              3,
              TestPlans.settings(1000),
              TestPlans.feed("long", 60, 0),
              TestPlans.feed("NL", 20, 0)),
          START);
  private long keys;

  @Test
  void newFeedHasItsFirstBatchFromTheBoundaryOnAndEveryKeyFromThere() {
    change(20, TestPlans.feed("long", 60, 0), TestPlans.feed("NL", 20, 0), feed("new", 30));
    arriveUntil(150);

    assertThat(windows("new").getFirst()).isEqualTo("60-90");
    assertContiguous("new");
    assertThat(seconds("new")).containsExactlyElementsOf(range(60, 120));
    assertThat(seconds("NL")).containsExactlyElementsOf(range(0, 140));
  }

  @Test
  void feedThatLeavesEndsWithTheLastBucketBeforeTheBoundary() {
    change(20, TestPlans.feed("long", 60, 0));
    arriveUntil(150);

    assertThat(windows("NL")).containsExactly("0-20", "20-40", "40-60");
    assertThat(seconds("NL")).containsExactlyElementsOf(range(0, 60));
    assertThat(seconds("long")).containsExactlyElementsOf(range(0, 120));
    assertThat(pipeline.reasons()).isEmpty();
  }

  @Test
  void feedThatComesBackGoesOnWithItsNextSequenceAfterAnEmptyWindow() {
    change(20, TestPlans.feed("long", 60, 0));
    arriveUntil(80);
    change(100, TestPlans.feed("long", 60, 0), TestPlans.feed("NL", 20, 0));
    arriveUntil(170);

    assertThat(windows("NL")).contains("60-120").last().isEqualTo("140-160");
    assertContiguous("NL");
    assertThat(seconds("NL")).doesNotContainAnyElementsOf(range(60, 120));
    assertThat(seconds("NL")).containsAll(range(120, 160));
  }

  @Test
  @Tag("D12")
  void otherBucketBeginsOnABoundaryOfBothAndOtherFeedsGoOn() {
    change(20, TestPlans.feed("long", 60, 0), TestPlans.feed("NL", 30, 0));
    arriveUntil(190);

    assertThat(windows("NL"))
        .containsExactly("0-20", "20-40", "40-60", "60-90", "90-120", "120-150", "150-180");
    assertThat(windows("long")).containsExactly("0-60", "60-120", "120-180");
    assertThat(seconds("NL")).containsExactlyElementsOf(range(0, 180));
    assertThat(seconds("long")).containsExactlyElementsOf(range(0, 180));
  }

  @Test
  void feedThatStaysIsNotCutWhereAnotherChanges() {
    change(10, TestPlans.feed("long", 60, 0), TestPlans.feed("NL", 20, 5));
    arriveUntil(130);

    assertThat(pipeline.plan().timeline().newest().effectiveFrom())
        .isEqualTo(START.plusSeconds(20));
    assertThat(windows("long")).containsExactly("0-60", "60-120");
  }

  @Test
  void feedsGoOnWhenTheOneThatLedTheirPaddingLeavesAndWhenAnotherComes() {
    Feed slow = TestPlans.feed("slow", 40, 30);
    Feed peers = TestPlans.feed("peers", FeedKind.ALL_TO_ALL, "NL", null, 40, 30);
    change(20, TestPlans.feed("lead", 20, 30), slow, peers);
    arriveUntil(130);
    change(150, slow, peers);
    arriveUntil(250);
    change(270, slow, peers, TestPlans.feed("next", 20, 30));
    arriveUntil(450);

    for (String feed : List.of("slow", "peers")) {
      assertContiguous(feed);
      assertThat(manifests(feed).getLast().getWindowEndSeconds())
          .as(feed)
          .isGreaterThanOrEqualTo(START.plusSeconds(400).getEpochSecond());
      assertThat(seconds(feed)).containsAll(range(120, 400));
    }
    assertThat(windows("lead").getLast()).isEqualTo("140-160");
    assertThat(pipeline.reasons()).isEmpty();
  }

  /** The second awaits the first at the boundary, behind which the first waits for the second. */
  @Test
  void twoPublicFeedsGoOnWhenTheyChangePlacesInPadding() {
    Feed second = TestPlans.feed("second", 40, 90);
    change(20, TestPlans.feed("first", 20, 30), second);
    arriveUntil(130);
    change(150, TestPlans.feed("first", 80, 30), second);
    arriveUntil(450);

    assertThat(windows("first")).contains("140-160", "160-240", "240-320");
    assertThat(windows("second")).contains("120-160", "160-200", "360-400");
    for (String feed : List.of("first", "second")) {
      assertContiguous(feed);
      assertThat(seconds(feed)).containsAll(range(120, 320));
    }
    assertThat(pipeline.reasons()).isEmpty();
  }

  @Test
  void keyThatWaitsInALongGrainIsNotEarlyWhereGrainsBecomeShort() {
    var pipeline = new SimulatedPipeline(plan(TestPlans.feed("NL", 3600, 0)), START);
    Instant release = START.plus(Duration.ofMinutes(90));
    pipeline.submit(TestKeys.submitted(TestKeys.validUntil(1, release.minus(EMBARGO))), START);
    pipeline.runUntil(START.plusSeconds(1));
    pipeline.change(plan(TestPlans.feed("NL", 600, 0)).feeds(), START.plus(Duration.ofMinutes(50)));
    for (int minute = 59; minute <= 101; minute++) {
      pipeline.now = START.plus(Duration.ofMinutes(minute));
      pipeline.runUntil(pipeline.now.plusSeconds(3));
    }

    var settled = pipeline.slices.stream().filter(slice -> slice.slice().hasChunk()).toList();
    assertThat(settled).hasSize(1);
    assertThat(settled.getFirst().at()).isAfterOrEqualTo(release);
    assertThat(pipeline.sealed.stream().filter(SealedBatch::hasChunk))
        .extracting(SealedBatch::getWindowStartSeconds)
        .containsExactly(release.getEpochSecond());
  }

  @Test
  void changeThatIsMadeForAnOlderPlanChangesNothing() {
    var feeds = new FeedPlan(Duration.ofSeconds(10), List.of(feed("NL", 20)));
    change(20, feed("NL", 30));

    var late = pipeline.change(feeds, 0, START.plusSeconds(60));

    assertThat(late.toString()).contains("base version").contains("expected 1");
    assertThat(pipeline.plan().timeline().versions()).hasSize(2);
  }

  private static ProcessorPlan plan(Feed feed) {
    return TestPlans.plan(3, TestPlans.settings(1000), feed);
  }

  private static Feed feed(String id, int bucket) {
    return TestPlans.feed(id, bucket, 0);
  }

  private void change(int notBefore, Feed... feeds) {
    var outcome =
        pipeline.change(
            new FeedPlan(Duration.ofSeconds(10), List.of(feeds)), START.plusSeconds(notBefore));
    assertThat(outcome).isInstanceOf(Accepted.class);
  }

  /** The key of each second has its number, and arrives in it, rounded down to the quantum. */
  private void arriveUntil(int second) {
    for (; keys < second; keys++) {
      Instant arrival = START.plusSeconds(keys / 10 * 10);
      var key = TestKeys.submitted(expired(keys, START)).toBuilder().setConsentToFederation(true);
      pipeline.submit(key.build(), arrival);
      pipeline.runUntil(START.plusSeconds(keys + 1));
    }
  }

  private static List<Long> range(long from, long until) {
    return LongStream.range(from, until).boxed().toList();
  }

  /** The keys of the feed, in order. */
  private List<Long> seconds(String feed) {
    return pipeline.sealed.stream()
        .filter(record -> record.hasChunk() && record.getFeed().equals(feed))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .map(key -> TestKeys.number(key.getKeyData()))
        .sorted()
        .toList();
  }

  private List<SealedBatch> manifests(String feed) {
    return pipeline.sealed.stream()
        .filter(record -> record.hasManifest() && record.getFeed().equals(feed))
        .toList();
  }

  private List<String> windows(String feed) {
    long start = START.getEpochSecond();
    return manifests(feed).stream()
        .map(manifest ->
            (manifest.getWindowStartSeconds() - start)
                + "-"
                + (manifest.getWindowEndSeconds() - start))
        .toList();
  }

  private void assertContiguous(String feed) {
    var manifests = manifests(feed);
    for (int i = 1; i < manifests.size(); i++) {
      assertThat(manifests.get(i).getSequence()).isEqualTo(i + 1L);
      assertThat(manifests.get(i).getWindowStartSeconds())
          .isEqualTo(manifests.get(i - 1).getWindowEndSeconds());
    }
  }
}
