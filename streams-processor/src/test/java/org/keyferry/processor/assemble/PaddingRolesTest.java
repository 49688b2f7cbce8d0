package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.wire.feed.FeedKind.ALL_TO_ALL;
import static org.keyferry.wire.feed.FeedKind.GATEWAY;
import static org.keyferry.wire.feed.FeedKind.HUB;
import static org.keyferry.wire.feed.FeedKind.PUBLIC;
import static org.keyferry.wire.feed.FeedKind.REGIONAL;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.key.Region;

class PaddingRolesTest {
  private static final FeedSources SOMEWHERE =
      new FeedSources(List.of("BE"), null, null, null, null, null);

  private final Feed slow = feed("slow", PUBLIC, 4, 150, SOMEWHERE);
  private final Feed lead = feed("lead", PUBLIC, 2, 150, null);
  private final Feed bare = feed("bare", PUBLIC, 1, 0, null);
  private final Feed all = feed("all", ALL_TO_ALL, 2, 150, null);
  private final Feed hub = feed("hub", HUB, 1, 150, null);
  private final Feed regional = feed("regional", REGIONAL, 24, 150, null);
  private final Feed gateway = feed("gateway", GATEWAY, 2, 150, SOMEWHERE);
  private final PaddingRoles roles =
      new PaddingRoles(new FeedPlan(null, List.of(slow, lead, bare, all, hub, regional, gateway)));

  @Test
  void paddedPublicFeedWithTheShortestBucketLeads() {
    assertThat(List.of(slow, lead, bare, all)).filteredOn(roles::isLead).containsExactly(lead);
  }

  @Test
  void allOthersFollowButThoseWithAShorterBucketAndWithoutPadding() {
    assertThat(roles.followers()).containsExactly(slow, all, regional, gateway);
    assertThat(roles.follows(bare)).isFalse();
  }

  @Test
  void fakesGoToTheFeedsThatHaveTheirKeysToo() {
    assertThat(roles.takersOf(regional)).containsExactly(slow, lead, all, hub);
    assertThat(roles.takersOf(all)).containsExactly(slow, lead);
    assertThat(roles.takersOf(hub)).containsExactly(slow, lead);
    assertThat(roles.takersOf(gateway)).as("what takes remote keys").containsExactly(slow);
    assertThat(roles.takersOf(slow)).containsExactly(lead);
    assertThat(roles.takersOf(lead)).isEmpty();
  }

  @Test
  void followersWaitForTheLeadIfItTakesTheirFakes() {
    assertThat(roles.awaitedBy(regional)).containsExactly("lead");
    assertThat(roles.awaitedBy(all)).containsExactly("lead");
    assertThat(roles.awaitedBy(hub)).as("its bucket is shorter").isEmpty();
    assertThat(roles.awaitedBy(gateway)).isEmpty();
    assertThat(roles.awaitedBy(slow)).containsExactly("lead");
    assertThat(roles.awaitedBy(lead)).isEmpty();
  }

  @Test
  void planWithoutPaddedPublicFeedHasNoLead() {
    var alone = new PaddingRoles(new FeedPlan(null, List.of(bare, all)));

    assertThat(alone.follows(all)).isFalse();
    assertThat(alone.takersOf(all)).isEmpty();
    assertThat(alone.isTaker(all)).isFalse();
  }

  private static Feed feed(String id, FeedKind kind, int hours, int minimum, FeedSources from) {
    return new Feed(
        id, kind, new Region("BE"), Duration.ofHours(hours), null, minimum, null, from, null);
  }
}
