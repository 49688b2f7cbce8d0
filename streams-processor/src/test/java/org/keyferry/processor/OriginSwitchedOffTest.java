package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.ReleaseRamp;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.feed.TravellerKeys;
import org.keyferry.wire.key.Region;

/** An origin is switched off, live, between two batches; three key partitions. */
@Tag("N14")
class OriginSwitchedOffTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final FeedSources WITHOUT_BE =
      new FeedSources(List.of(RemoteSource.ANY), List.of("BE"), null, null, null, null);
  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final long LOCAL = 1;
  private static final long FROM_BE = 2;
  private static final long FROM_DE = 3;

  @Test
  void keysOfTheOriginLeaveTheNextBatch() {
    var pipeline = run(Optional.of(WITHOUT_BE));

    assertThat(keys(pipeline, "NL", 0)).containsExactlyInAnyOrder(LOCAL, FROM_BE, FROM_DE);
    assertThat(keys(pipeline, "NL", 10)).containsExactlyInAnyOrder(10 + LOCAL, 10 + FROM_DE);
    assertThat(pipeline.reasons()).isEmpty();
  }

  @Test
  void otherFeedsAndEarlierBatchesAreTheSameBytes() {
    var switched = run(Optional.of(WITHOUT_BE));
    var untouched = run(Optional.empty());

    assertThat(records(switched, "other")).isEqualTo(records(untouched, "other")).isNotEmpty();
    assertThat(records(switched, "all")).isEqualTo(records(untouched, "all")).isNotEmpty();
    assertThat(keys(untouched, "NL", 10)).contains(10 + FROM_BE);
    assertThat(window(switched, "NL", 0)).isEqualTo(window(untouched, "NL", 0)).isNotEmpty();
  }

  @Test
  void keysOfTheOriginThatWaitForTheirEmbargoAreNotReleasedIntoTheFeedEither() {
    var pipeline = new SimulatedPipeline(plan(TestPlans.ANYWHERE), START);
    Instant release = START.plus(Duration.ofMinutes(10));
    for (String origin : List.of("BE", "DE")) {
      var key =
          TestKeys.validUntil(origin.equals("BE") ? FROM_BE : FROM_DE, release.minus(EMBARGO));
      pipeline.federate(TestKeys.federated(key, origin, null), START);
    }
    pipeline.runUntil(START.plusSeconds(1));
    pipeline.change(plan(WITHOUT_BE).feeds(), START.plusSeconds(20));
    pipeline.runUntil(release.plusSeconds(15));

    int bucket = Math.toIntExact(Duration.between(START, release).toSeconds());
    assertThat(keys(pipeline, "NL", bucket)).containsExactly(FROM_DE);
    assertThat(keys(pipeline, "other", bucket)).containsExactlyInAnyOrder(FROM_BE, FROM_DE);
    assertThat(pipeline.reasons()).isEmpty();
  }

  @Test
  void aRampThatIsLoweredHoldsForKeysThatWait() {
    var pipeline = new SimulatedPipeline(plan(TestPlans.ANYWHERE), START);
    pipeline.federate(TestKeys.federated(expired(FROM_BE, START), "BE", null), START);
    pipeline.federate(TestKeys.federated(expired(FROM_DE, START), "DE", null), START);
    pipeline.runUntil(START.plusSeconds(1));
    var none = List.of(new ReleaseRamp(new Region("BE"), 0));
    var ramped =
        new FeedSources(List.of(RemoteSource.ANY), null, null, null, TravellerKeys.ALL, none);
    pipeline.restart(plan(ramped));
    pipeline.runUntil(START.plusSeconds(15));

    assertThat(keys(pipeline, "NL", 0)).containsExactly(FROM_DE);
  }

  @Test
  void aHeldKeyWhoseFeedsHaveAllLeftIsRejectedByReason() {
    var pipeline = new SimulatedPipeline(plan(TestPlans.ANYWHERE), START);
    pipeline.federate(TestKeys.federated(expired(FROM_BE, START), "BE", null), START);
    pipeline.runUntil(START.plusSeconds(1));
    pipeline.restart(
        TestPlans.plan(
            3, TestPlans.settings(1000), TestPlans.feed("all", FeedKind.ALL_TO_ALL, "NL", null)));
    pipeline.runUntil(START.plusSeconds(25));

    assertThat(pipeline.reasons())
        .containsExactly(
            "feed-left-plan: expected one of [NL, other] in the plan, taking its source");
    assertThat(pipeline.sealed).noneMatch(record -> record.hasChunk());
  }

  /** One key of each source in the first bucket, then the other sources, then three more. */
  private static SimulatedPipeline run(Optional<FeedSources> after) {
    var pipeline = new SimulatedPipeline(plan(TestPlans.ANYWHERE), START);
    arrive(pipeline, 0);
    pipeline.runUntil(START.plusSeconds(1));
    after.ifPresent(from -> pipeline.change(plan(from).feeds(), START.plusSeconds(8)));
    pipeline.runUntil(START.plusSeconds(10));
    arrive(pipeline, 10);
    pipeline.runUntil(START.plusSeconds(25));
    return pipeline;
  }

  private static ProcessorPlan plan(FeedSources from) {
    return TestPlans.plan(
        3,
        TestPlans.settings(1000),
        TestPlans.feed("NL", FeedKind.PUBLIC, "NL", from),
        TestPlans.feed("other", FeedKind.PUBLIC, "NL", TestPlans.ANYWHERE),
        TestPlans.feed("all", FeedKind.ALL_TO_ALL, "NL", null));
  }

  private static void arrive(SimulatedPipeline pipeline, int second) {
    Instant at = START.plusSeconds(second);
    pipeline.submit(
        TestKeys.submitted(expired(second + LOCAL, START)).toBuilder()
            .setConsentToFederation(true)
            .build(),
        at);
    pipeline.federate(TestKeys.federated(expired(second + FROM_BE, START), "BE", null), at);
    pipeline.federate(TestKeys.federated(expired(second + FROM_DE, START), "DE", null), at);
  }

  private static List<SealedBatch> records(SimulatedPipeline pipeline, String feed) {
    return pipeline.sealed.stream().filter(record -> record.getFeed().equals(feed)).toList();
  }

  private static List<SealedBatch> window(SimulatedPipeline pipeline, String feed, int second) {
    long start = START.plus(Duration.ofSeconds(second)).getEpochSecond();
    return records(pipeline, feed).stream()
        .filter(record -> record.getWindowStartSeconds() == start)
        .toList();
  }

  private static List<Long> keys(SimulatedPipeline pipeline, String feed, int second) {
    return window(pipeline, feed, second).stream()
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .map(key -> TestKeys.number(key.getKeyData()))
        .toList();
  }
}
