package org.keyferry.processor.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.admit.RoutedFeeds.ANYWHERE;
import static org.keyferry.processor.admit.RoutedFeeds.feed;
import static org.keyferry.processor.admit.RoutedFeeds.including;
import static org.keyferry.processor.admit.RoutedFeeds.local;
import static org.keyferry.processor.admit.RoutedFeeds.remote;
import static org.keyferry.processor.admit.RoutedFeeds.routing;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.feed.TravellerKeys;

class FeedRoutingTest {
  private final FeedRouting publicOnly =
      routing(
          feed("NL", FeedKind.PUBLIC, "NL", ANYWHERE),
          feed("BE", FeedKind.PUBLIC, "BE", ANYWHERE),
          feed("NL-long", FeedKind.PUBLIC, "NL", ANYWHERE));

  private final FeedRouting partners =
      routing(
          feed("NL", FeedKind.PUBLIC, "NL", null),
          feed("a2a", FeedKind.ALL_TO_ALL, "NL", null),
          feed("hub", FeedKind.HUB, "NL", null),
          feed("to-BE", FeedKind.REGIONAL, "BE", null),
          feed("to-DE", FeedKind.REGIONAL, "DE", null));

  @Test
  void localKeyIsInEveryPublicFeed() {
    assertThat(publicOnly.ofLocal(SubmittedKey.getDefaultInstance()).feeds().ids())
        .containsExactly("BE", "NL", "NL-long");
  }

  @Test
  @Tag("N19")
  void remoteKeyForTheWholeClusterIsInEveryPublicFeed() {
    var key = remote("DE");
    key.getRegionsOfInterestBuilder().setWholeCluster(true);
    assertThat(publicOnly.ofRemote(key.build()).feeds().ids())
        .containsExactly("BE", "NL", "NL-long");
  }

  @Test
  @Tag("N19")
  void remoteKeyWithoutAStatementIsInEveryPublicFeed() {
    assertThat(publicOnly.ofRemote(remote("DE").clearRegionsOfInterest().build()).feeds().ids())
        .containsExactly("BE", "NL", "NL-long");
  }

  @Test
  @Tag("N19")
  void remoteKeyIsInTheFeedsOfItsRegions() {
    assertThat(publicOnly.ofRemote(remote("DE", "FR", "NL").build()).feeds().ids())
        .containsExactly("NL", "NL-long");
  }

  @Test
  @Tag("N19")
  void remoteKeyForHomeOnlyIsInNoFeedOfOurs() {
    assertThat(publicOnly.ofRemote(remote("DE").build()).feeds().isEmpty()).isTrue();
  }

  @Test
  void regionThatOnlyBeginsLikeOursIsAnother() {
    assertThat(publicOnly.ofRemote(remote("DE", "NL-ZH").build()).feeds().isEmpty()).isTrue();
  }

  @Test
  @Tag("V38")
  void localKeyWithConsentIsForAllAndForTheHub() {
    assertThat(partners.ofLocal(local().build()).feeds().ids()).containsExactly("NL", "a2a", "hub");
  }

  @Test
  @Tag("V16")
  void localKeyIsInTheRegionalFeedsThatItDeclares() {
    assertThat(partners.ofLocal(local("BE", "NL", "FR").build()).feeds().ids())
        .containsExactly("NL", "a2a", "hub", "to-BE");
  }

  @Test
  @Tag("V16")
  void travellerAndWholeClusterAreInEveryRegionalFeed() {
    var traveller = local();
    traveller.getMetadataBuilder().setTraveller(true);
    var everywhere = local();
    everywhere.getRegionsOfInterestBuilder().setWholeCluster(true);

    assertThat(partners.ofLocal(traveller.build()).feeds().ids())
        .containsExactly("NL", "a2a", "hub", "to-BE", "to-DE");
    assertThat(partners.ofLocal(everywhere.build()).feeds().ids())
        .containsExactly("NL", "a2a", "hub", "to-BE", "to-DE");
  }

  @Test
  void keyWhoseRegionsAreNotStatedIsForHomeOnly() {
    assertThat(partners.ofLocal(local().clearRegionsOfInterest().build()).feeds().ids())
        .containsExactly("NL", "a2a", "hub");
  }

  @Test
  @Tag("N14")
  void remoteKeyIsInNoFeedThatDoesNotIncludeItsSource() {
    assertThat(partners.ofRemote(remote("BE", "NL").build()).feeds().isEmpty()).isTrue();
  }

  @Test
  @Tag("N14")
  void eachFeedHasListsOfItsOwn() {
    var routing =
        routing(
            feed("one", FeedKind.PUBLIC, "NL", including("BE")),
            feed("two", FeedKind.PUBLIC, "NL", including("DE")),
            feed(
                "three",
                FeedKind.PUBLIC,
                "NL",
                new FeedSources(
                    null, null, List.of(new RemoteSource("BE", "BE")), null, null, null)));

    assertThat(routing.ofRemote(remote("BE", "NL").build()).feeds().ids())
        .containsExactly("one", "three");
    assertThat(routing.ofRemote(remote("DE", "NL").build()).feeds().ids()).containsExactly("two");
    assertThat(routing.ofRemote(remote("BE", "NL").setPeer("hub").build()).feeds().ids())
        .containsExactly("one");
  }

  @Test
  void gatewayFeedTakesRemoteKeysOfNamedSourcesAlone() {
    var routing =
        routing(
            feed("gateway", FeedKind.GATEWAY, "GB", including("BE")),
            feed("NL", FeedKind.PUBLIC, "NL", null));

    assertThat(routing.ofRemote(remote("BE").clearRegionsOfInterest().build()).feeds().ids())
        .containsExactly("gateway");
    assertThat(routing.ofRemote(remote("BE", "GB").build()).feeds().ids())
        .containsExactly("gateway");
    assertThat(routing.ofRemote(remote("BE", "NL").build()).feeds().isEmpty()).isTrue();
    assertThat(routing.ofRemote(remote("DE", "GB").build()).feeds().isEmpty()).isTrue();
    assertThat(routing.ofLocal(local("GB").build()).feeds().ids()).containsExactly("NL");
  }

  @Test
  void feedTakesTravellersAsItSays() {
    var routing =
        routing(
            feed("only", FeedKind.PUBLIC, "NL", travellers(TravellerKeys.ONLY)),
            feed("without", FeedKind.PUBLIC, "NL", travellers(TravellerKeys.NONE)),
            feed("all", FeedKind.PUBLIC, "NL", travellers(TravellerKeys.ALL)));
    var traveller = local();
    traveller.getMetadataBuilder().setTraveller(true);

    assertThat(routing.ofLocal(traveller.build()).feeds().ids()).containsExactly("all", "only");
    assertThat(routing.ofLocal(local().build()).feeds().ids()).containsExactly("all", "without");
  }

  @Test
  void statementsBeyondWhatIsRememberedAreAnsweredAlike() {
    FeedRouting routing = new FeedRouting(RoutedFeeds.all());
    FeedSet before = routing.ofRemote(remote("BE", "NL").build()).feeds();
    for (int number = 0; number < 10_000; number++) {
      routing.ofRemote(remote("BE", "NL").setPeer("peer-" + number).build()).feeds();
    }

    assertThat(routing.ofRemote(remote("BE", "NL").build()).feeds()).isEqualTo(before);
    assertThat(before.ids()).containsExactly("NL", "gateway");
  }

  @Test
  void statementIsSmallWhateverTheRecordSays() {
    var record = remote("x".repeat(100_000), "NL", "NL", "XX").setPeer("y".repeat(100_000)).build();

    assertThat(KeyStatement.of(record, Set.of("NL", "BE")))
        .isEqualTo(
            new KeyStatement(KeyProvenance.remote("", "", false), true, false, List.of("NL")));
  }

  @Test
  void feedSetIsReadAsItWasWritten() {
    FeedSet written = publicOnly.ofLocal(local().build()).feeds();
    byte[] array = new byte[written.length() + 5];
    written.write(array, 3);

    assertThat(FeedSet.read(array, 3, 3 + written.length())).isEqualTo(written);
    assertThat(written.isAt(array, 3, 3 + written.length())).isTrue();
    assertThat(FeedSet.of(List.of("NL")).isAt(array, 3, 3 + written.length())).isFalse();
  }

  @Test
  void keyOfNoSourceIsTakenOnlyWhereEverySourceIs() {
    assertThat(publicOnly.ofRemote(FederatedKey.getDefaultInstance()).feeds().ids())
        .containsExactly("BE", "NL", "NL-long");
    assertThat(partners.ofRemote(FederatedKey.getDefaultInstance()).feeds().isEmpty()).isTrue();
  }

  private static FeedSources travellers(TravellerKeys travellers) {
    return new FeedSources(null, null, null, null, travellers, null);
  }
}
