package org.keyferry.processor.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;

class FeedRoutingTest {
  private final FeedRouting routing =
      new FeedRouting(
          new FeedPlan(null, List.of(feed("NL", "NL"), feed("BE", "BE"), feed("NL-long", "NL"))));

  @Test
  void localKeyIsInEveryPublicFeed() {
    assertThat(routing.ofLocal().ids()).containsExactly("BE", "NL", "NL-long");
  }

  @Test
  void remoteKeyForTheWholeClusterIsInEveryPublicFeed() {
    assertThat(remote(RegionsOfInterest.newBuilder().setWholeCluster(true)))
        .isEqualTo(routing.ofLocal());
  }

  @Test
  void remoteKeyWithoutAStatementIsInEveryPublicFeed() {
    assertThat(routing.ofRemote(FederatedKey.getDefaultInstance())).isEqualTo(routing.ofLocal());
  }

  @Test
  void remoteKeyIsInTheFeedsOfItsRegions() {
    assertThat(remote(RegionsOfInterest.newBuilder().addRegions("DE").addRegions("NL")).ids())
        .containsExactly("NL", "NL-long");
  }

  @Test
  void remoteKeyForHomeOnlyIsInNoFeedOfOurs() {
    assertThat(remote(RegionsOfInterest.newBuilder()).isEmpty()).isTrue();
  }

  @Test
  void regionThatOnlyBeginsLikeOursIsAnother() {
    assertThat(remote(RegionsOfInterest.newBuilder().addRegions("NL-ZH")).isEmpty()).isTrue();
  }

  @Test
  void feedSetIsReadAsItWasWritten() {
    FeedSet written = routing.ofLocal();
    byte[] array = new byte[written.length() + 5];
    written.write(array, 3);

    assertThat(FeedSet.read(array, 3, 3 + written.length())).isEqualTo(written);
    assertThat(written.isAt(array, 3, 3 + written.length())).isTrue();
    assertThat(FeedSet.of(List.of("NL")).isAt(array, 3, 3 + written.length())).isFalse();
  }

  private FeedSet remote(RegionsOfInterest.Builder interest) {
    return routing.ofRemote(FederatedKey.newBuilder().setRegionsOfInterest(interest).build());
  }

  private static Feed feed(String id, String region) {
    return new Feed(id, FeedKind.PUBLIC, new Region(region), Duration.ofHours(2), null, null);
  }
}
