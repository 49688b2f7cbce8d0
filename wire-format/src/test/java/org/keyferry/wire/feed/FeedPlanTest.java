package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;

class FeedPlanTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void feedIsNamedForItsRegionUnlessTold() {
    var feed = feed(null, null, null);
    assertThat(feed.id()).isEqualTo("NL");
    assertThat(feed.kind()).isEqualTo(FeedKind.PUBLIC);
    assertThat(feed.bucket()).hasHours(2);
    assertThat(feed.minimumBatchSize()).isEqualTo(150);
  }

  @Test
  void digestOfAPlanIsTheSameInEveryBuildAndOtherForOtherPlans() {
    var plan = new FeedPlan(null, List.of(feed("a", null, null), feed("b", null, null)));

    assertThat(plan.digest())
        .as("records of feeds.plan hold such digests: changed settings are what it tells of")
        .isEqualTo("bad6bb5fb9a3f019e35b595af5c8cb7e6209a220365b239d418b5dd38ed731bb");
    assertThat(new FeedPlan(Duration.ofMinutes(5), plan.feeds()).digest())
        .isNotEqualTo(plan.digest());
    assertThat(new FeedPlan(null, plan.feeds().reversed()).digest()).isNotEqualTo(plan.digest());
  }

  @Test
  void secondFeedUnderOneAddressIsRefused() {
    assertRefused(
        () ->
            new FeedPlan(
                null,
                List.of(
                    peers("a", FeedKind.ALL_TO_ALL, "NL"), peers("b", FeedKind.ALL_TO_ALL, "BE"))),
        "keyferry.plan.feeds[b].kind");
    assertRefused(
        () ->
            new FeedPlan(
                null,
                List.of(peers("a", FeedKind.REGIONAL, "BE"), peers("b", FeedKind.REGIONAL, "BE"))),
        "keyferry.plan.feeds[b].kind");
    var plan =
        new FeedPlan(
            null,
            List.of(
                peers("a", FeedKind.ALL_TO_ALL, "BE"),
                peers("b", FeedKind.REGIONAL, "BE"),
                peers("c", FeedKind.REGIONAL, "DE"),
                peers("d", FeedKind.HUB, "BE"),
                peers("e", FeedKind.HUB, "BE")));
    assertThat(plan.feeds()).hasSize(5);
  }

  private static Feed peers(String id, FeedKind kind, String region) {
    return new Feed(id, kind, new Region(region), null, null, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({"PT10S, PT1S", "PT2H, PT1M", "PT24H, PT1M", "PT10M, PT12S"})
  void graceIsAFiftiethOfTheBucketWithinLimits(Duration bucket, Duration grace) {
    assertThat(feed("x", bucket, null).grace()).isEqualTo(grace);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT9S", "PT11S", "PT7H", "PT25H", "PT10.5S", "PT0S"})
  void bucketThatDoesNotDivideADayIsRefused(Duration bucket) {
    assertRefused(() -> feed("x", bucket, null), "keyferry.plan.feeds[x].bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "PT11S, '10s or 12s, got 11s'",
    "PT7H, '6h or 8h, got 7h'",
    "PT10.5S, '10s or 12s, got 10500ms'",
    "PT23H, '12h or 24h, got 23h'"
  })
  void bucketThatDoesNotDivideADayIsToldTheNearestThatDo(Duration bucket, String nearest) {
    assertRefused(
        () -> feed("x", bucket, null), "whole seconds that divide 24h, such as " + nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a/b", "a.b", "a b", "abcdefghijklmnopqrstuvwxyz0123456"})
  void idThatIsNoNameOfAFolderIsRefused(String id) {
    assertRefused(() -> feed(id, null, null), "keyferry.plan.feeds[].id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "meta", "none", "v1"})
  void idThatStandsForSomethingElseIsRefused(String id) {
    assertRefused(() -> feed(id, null, null), "not audit or meta or none or v1");
  }

  @Test
  void otherOddSettingsOfAFeedAreRefused() {
    assertRefused(() -> new Feed(null, null, null, null, null, null, null, null, null), "region");
    assertRefused(() -> feed("x", null, Duration.ofHours(2)), "feeds[x].grace");
    assertRefused(() -> feed("x", null, Duration.ofSeconds(-1)), "feeds[x].grace");
    var nl = new Region("NL");
    assertRefused(
        () -> new Feed("x", null, nl, null, null, -1, null, null, null), "minimum-batch-size");
    assertRefused(
        () -> new Feed("x", null, nl, null, null, 10_001, null, null, null), "minimum-batch-size");
  }

  @Test
  void feedsOfPeersWaitForADayAndPublicOnesNotAtAll() {
    assertThat(waiting(FeedKind.PUBLIC, null).longestWait()).isZero();
    assertThat(waiting(FeedKind.REGIONAL, null).longestWait()).hasHours(24);
    assertThat(waiting(FeedKind.HUB, Duration.ZERO).longestWait()).isZero();
  }

  @Test
  void oddWaitsAreRefused() {
    String at = "keyferry.plan.feeds[x].longest-wait";
    assertRefused(() -> waiting(FeedKind.HUB, Duration.ofSeconds(-1)), at);
    assertRefused(() -> waiting(FeedKind.HUB, Duration.ofHours(25)), at);
    assertRefused(() -> waiting(FeedKind.HUB, Duration.ofMillis(1500)), "whole seconds");
    assertRefused(() -> waiting(FeedKind.PUBLIC, Duration.ofHours(1)), at);
  }

  private static Feed waiting(FeedKind kind, Duration longestWait) {
    var from =
        kind.takesLocal() ? null : new FeedSources(List.of("BE"), null, null, null, null, null);
    return new Feed("x", kind, new Region("NL"), null, null, null, longestWait, from, null);
  }

  @Test
  void grainIsTheGreatestCommonDivisorOfTheBuckets() {
    assertThat(plan(feed("a", "PT2H"), feed("b", "PT3H")).grain()).hasHours(1);
    assertThat(plan(feed("a", "PT2H")).grain()).hasHours(2);
    assertThat(plan(feed("a", "PT10S"), feed("b", "PT15S")).grain()).hasSeconds(5);
  }

  @Test
  void planWithoutFeedsHasNoGrain() {
    var empty = new FeedPlan(null, null);
    assertRefused(empty::grain, "at least one feed");
    assertThat(empty.grace()).isZero();
  }

  @Test
  void graceIsTheLongestOfAnyFeed() {
    assertThat(plan(feed("a", "PT10S"), feed("b", "PT20M")).grace()).hasSeconds(24);
  }

  @Test
  void timeIsRoundedDownToTheQuantum() {
    var plan = new FeedPlan(null, List.of());
    assertThat(plan.roundDown(Instant.parse("2020-05-01T12:19:59.9Z")))
        .isEqualTo("2020-05-01T12:10:00Z");
    assertThat(plan.roundDown(Instant.parse("2020-05-01T12:10:00Z")))
        .isEqualTo("2020-05-01T12:10:00Z");
  }

  @Test
  void feedIsFoundByItsId() {
    var plan = plan(feed("a", "PT2H"), feed("b", "PT3H"));
    assertThat(plan.feed("b")).contains(plan.feeds().get(1));
    assertThat(plan.feed("c")).isEmpty();
  }

  @Test
  void oddPlansAreRefused() {
    var feed = feed("a", "PT10S");
    assertRefused(() -> plan(feed, feed), "no id twice");
    assertRefused(() -> new FeedPlan(null, List.of(feed)), "a multiple of keyferry.plan.quantum");
    assertRefused(() -> new FeedPlan(Duration.ZERO, null), "keyferry.plan.quantum");
    assertRefused(() -> new FeedPlan(Duration.ofMillis(1500), null), "whole seconds");
    assertRefused(() -> new FeedPlan(Duration.ofHours(2), null), "keyferry.plan.quantum");
    assertRefused(
        () -> new FeedPlan(SECOND, Collections.nCopies(1001, feed)), "number of keyferry.plan");
  }

  private static void assertRefused(ThrowingCallable made, String text) {
    assertThatThrownBy(made).isInstanceOf(InvalidSetting.class).hasMessageContaining(text);
  }

  private static FeedPlan plan(Feed... feeds) {
    return new FeedPlan(SECOND, List.of(feeds));
  }

  private static Feed feed(String id, String bucket) {
    return feed(id, Duration.parse(bucket), null);
  }

  private static Feed feed(String id, Duration bucket, Duration grace) {
    return new Feed(id, null, new Region("NL"), bucket, grace, null, null, null, null);
  }
}
