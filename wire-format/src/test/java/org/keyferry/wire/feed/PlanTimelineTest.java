package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;

class PlanTimelineTest {
  private static final Instant ASKED = Instant.parse("2026-03-01T12:00:01Z");
  private static final long DAY = 86_400;

  private final PlanTimeline two = PlanTimeline.of(plan(feed("NL", 7200), feed("day", DAY)));

  @Test
  void changeTakesEffectAtTheNextBoundaryOfTheFeedThatDiffersAlone() {
    var changed = with(two, 60, feed("NL", 7200, 10), feed("day", DAY));

    assertThat(changed.newest().effectiveFrom()).isEqualTo(Instant.parse("2026-03-01T14:00:00Z"));
    assertThat(changed.newest().number()).isEqualTo(1);
  }

  @Test
  void changeOfADailyFeedWaitsForMidnight() {
    var changed = with(two, 60, feed("NL", 7200), feed("day", DAY, 10));

    assertThat(changed.newest().effectiveFrom()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
  }

  @Test
  void newBucketWaitsForABoundaryOfBothOldAndNew() {
    var changed = with(PlanTimeline.of(plan(feed("NL", 7200))), 60, feed("NL", 10_800));

    assertThat(changed.newest().from() % 21_600).isZero();
    assertThat(changed.newest().effectiveFrom()).isEqualTo(Instant.parse("2026-03-01T18:00:00Z"));
  }

  @Test
  void secondChangeFollowsTheFirstEvenIfBothAreAhead() {
    var first = with(two, 60, feed("NL", 7200, 10), feed("day", DAY));
    var second = with(first, 60, feed("NL", 7200, 20), feed("day", DAY));

    assertThat(second.newest().effectiveFrom()).isEqualTo(Instant.parse("2026-03-01T16:00:00Z"));
  }

  @Test
  void changeAtShortNoticeOrOfAnOlderPlanOrOfNothingIsRefused() {
    var same = plan(feed("NL", 7200), feed("day", DAY));
    var other = plan(feed("NL", 7200));
    assertRefused(() -> two.with(other, 0, ASKED.plusSeconds(4), ASKED), "first instant");
    assertRefused(() -> two.with(other, 1, ASKED.plusSeconds(60), ASKED), "base version");
    assertRefused(() -> two.with(same, 0, ASKED.plusSeconds(60), ASKED), "other feeds");
    var quantum = new FeedPlan(Duration.ofSeconds(60), other.feeds());
    assertRefused(() -> two.with(quantum, 0, ASKED.plusSeconds(60), ASKED), "quantum");
    assertRefused(() -> two.with(plan(), 0, ASKED.plusSeconds(60), ASKED), "keyferry.plan.feeds");
  }

  @Test
  void termOfAFeedSpansTheVersionsThatLeaveItAlone() {
    var changed = with(two, 60, feed("NL", 7200, 10), feed("day", DAY));
    long boundary = changed.newest().from();

    assertThat(changed.term("day", boundary))
        .contains(new FeedTerm(feed("day", DAY), 0, Long.MAX_VALUE));
    assertThat(changed.term("NL", boundary - 1))
        .contains(new FeedTerm(feed("NL", 7200), 0, boundary));
    assertThat(changed.term("NL", boundary))
        .contains(new FeedTerm(feed("NL", 7200, 10), boundary, Long.MAX_VALUE));
  }

  @Test
  void feedThatLeftHasNoTermUntilItIsBack() {
    var left = with(two, 60, feed("day", DAY));
    var back = with(left, 60, feed("day", DAY), feed("NL", 7200));
    long end = left.newest().from();

    assertThat(back.term("NL", end)).isEmpty();
    assertThat(back.nextTerm("NL", end))
        .contains(new FeedTerm(feed("NL", 7200), back.newest().from(), Long.MAX_VALUE));
    assertThat(left.nextTerm("NL", end)).isEmpty();
    assertThat(left.lastTerm("NL")).contains(new FeedTerm(feed("NL", 7200), 0, end));
    assertThat(left.knows("NL")).isTrue();
    assertThat(left.knows("BE")).isFalse();
    assertThat(back.feedsSince(end)).containsExactly(feed("day", DAY), feed("NL", 7200));
  }

  @Property
  void noBucketOfAFeedThatDiffersIsEverCut(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long asked,
      @ForAll @LongRange(min = 5, max = 1_000_000) long notice) {
    var at = Instant.ofEpochSecond(asked);
    var before = PlanTimeline.of(plan(feed("a", 20), feed("b", 900), feed("c", 14_400)));

    var after =
        before.with(
            plan(feed("a", 30), feed("b", 900), feed("d", 1800)), 0, at.plusSeconds(notice), at);

    long from = after.newest().from();
    assertThat(from).isGreaterThanOrEqualTo(asked + notice);
    assertThat(List.of(20L, 30L, 14_400L, 1800L)).allMatch(bucket -> from % bucket == 0);
    assertThat(from).isLessThan(asked + notice + 14_400);
    assertThat(after.at(from - 1).number()).isZero();
    assertThat(after.at(from).number()).isEqualTo(1);
    assertThat(after.nextAfter(from - 1)).isEqualTo(from);
    assertThat(after.nextAfter(from)).isEqualTo(Long.MAX_VALUE);
  }

  private static PlanTimeline with(PlanTimeline timeline, long notice, Feed... feeds) {
    return timeline.with(plan(feeds), timeline.newest().number(), ASKED.plusSeconds(notice), ASKED);
  }

  private static FeedPlan plan(Feed... feeds) {
    return new FeedPlan(Duration.ofSeconds(10), List.of(feeds));
  }

  private static Feed feed(String id, long bucket) {
    return feed(id, bucket, 0);
  }

  private static Feed feed(String id, long bucket, int minimum) {
    return new Feed(
        id, null, new Region("NL"), Duration.ofSeconds(bucket), null, minimum, null, null, null);
  }

  private static void assertRefused(Runnable change, String told) {
    assertThatThrownBy(change::run).isInstanceOf(InvalidSetting.class).hasMessageContaining(told);
  }
}
