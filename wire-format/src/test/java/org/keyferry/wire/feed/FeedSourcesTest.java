package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;

class FeedSourcesTest {
  private static final Region NL = new Region("NL");

  @Test
  @Tag("N14")
  void remoteKeysAreNotTakenUnlessIncluded() {
    var filter = new SourceFilter(sources(List.of(), List.of(), List.of(), List.of()));

    assertThat(filter.takesRemote("be.example", "BE")).isFalse();
    assertThat(filter.takesLocal("NL")).isTrue();
  }

  @Test
  @Tag("N14")
  void includedOriginIsTakenFromEveryPeerAndNoOtherIs() {
    var filter = new SourceFilter(sources(List.of("BE"), List.of(), List.of(), List.of()));

    assertThat(filter.takesRemote("be.example", "BE")).isTrue();
    assertThat(filter.takesRemote("hub.example", "BE")).isTrue();
    assertThat(filter.takesRemote("hub.example", "DE")).isFalse();
  }

  @Test
  @Tag("N14")
  void includedPairIsTakenFromThatPeerAlone() {
    var filter =
        new SourceFilter(sources(List.of(), List.of(), List.of(of("hub", "BE")), List.of()));

    assertThat(filter.takesRemote("hub", "BE")).isTrue();
    assertThat(filter.takesRemote("hub", "DE")).isFalse();
    assertThat(filter.takesRemote("be.example", "BE")).isFalse();
  }

  @Test
  @Tag("N14")
  void peerWithoutAnOriginStandsForAllOfItsOrigins() {
    var filter =
        new SourceFilter(sources(List.of(), List.of(), List.of(of("hub", null)), List.of()));

    assertThat(filter.takesRemote("hub", "BE")).isTrue();
    assertThat(filter.takesRemote("other", "BE")).isFalse();
  }

  @Test
  @Tag("N14")
  void excludedPairIsNotTakenAlthoughEverythingIsIncluded() {
    var filter =
        new SourceFilter(sources(List.of("*"), List.of(), List.of(), List.of(of("hub", "BE"))));

    assertThat(filter.takesRemote("hub", "BE")).isFalse();
    assertThat(filter.takesRemote("hub", "DE")).isTrue();
    assertThat(filter.takesRemote("be.example", "BE")).isTrue();
  }

  @Test
  @Tag("N14")
  void excludedOriginIsTakenNeitherLocallyNorFromAnyPeer() {
    var filter =
        new SourceFilter(sources(List.of("*"), List.of("BE"), List.of(of("hub", "BE")), List.of()));

    assertThat(filter.takesRemote("hub", "BE")).isFalse();
    assertThat(filter.takesLocal("BE")).isFalse();
    assertThat(filter.takesLocal("NL")).isTrue();
  }

  @Test
  @Tag("N14")
  void listsMayHaveManyEntries() {
    var pairs = new ArrayList<RemoteSource>();
    for (int number = 0; number < 50_000; number++) {
      pairs.add(of("peer-" + number, String.format(Locale.ROOT, "GB-%03d", number % 1000)));
    }
    var filter = new SourceFilter(sources(List.of(), List.of(), pairs, List.of()));

    assertThat(filter.takesRemote("peer-49999", "GB-999")).isTrue();
    assertThat(filter.takesRemote("peer-49999", "GB-998")).isFalse();
  }

  @Test
  void travellersAreTakenAsTheFeedSays() {
    assertThat(TravellerKeys.ALL.takes(true) && TravellerKeys.ALL.takes(false)).isTrue();
    assertThat(TravellerKeys.ONLY.takes(true)).isTrue();
    assertThat(TravellerKeys.ONLY.takes(false)).isFalse();
    assertThat(TravellerKeys.NONE.takes(true)).isFalse();
    assertThat(TravellerKeys.NONE.takes(false)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"ALL_TO_ALL", "REGIONAL", "HUB"})
  @Tag("V40")
  void feedThatNeverHoldsRemoteKeysMayNotIncludeAny(FeedKind kind) {
    assertRefused(() -> feed(kind, including("BE")), "feeds[NL].from");
  }

  @Test
  void gatewayFeedHasToNameItsSources() {
    assertRefused(() -> feed(FeedKind.GATEWAY, null), "feeds[NL].from");
    assertRefused(() -> feed(FeedKind.GATEWAY, including("*")), "by name");
    assertRefused(
        () ->
            feed(FeedKind.GATEWAY, sources(List.of(), List.of(), List.of(of("*", "*")), List.of())),
        "by name");
    assertThat(feed(FeedKind.GATEWAY, including("BE")).kind()).isEqualTo(FeedKind.GATEWAY);
  }

  @Test
  void oddEntriesAreRefusedByName() {
    assertRefused(() -> including("be"), "include-origins[]");
    assertRefused(
        () -> sources(List.of(), List.of("Belgium"), List.of(), List.of()), "exclude-origins[]");
    assertRefused(() -> of("a b", "BE"), "[].peer");
    assertRefused(() -> of(null, "BE"), "[].peer");
    assertRefused(() -> of("hub", "be"), "[].origin");
    assertRefused(() -> new ReleaseRamp(null, 5), "ramps[].origin");
    assertRefused(() -> new ReleaseRamp(NL, 101), "ramps[].percent");
    assertRefused(() -> new ReleaseRamp(NL, -1), "ramps[].percent");
    var ramp = new ReleaseRamp(NL, 50);
    assertRefused(
        () -> new FeedSources(null, null, null, null, null, List.of(ramp, ramp)),
        "no origin twice");
  }

  private static FeedSources including(String origin) {
    return sources(List.of(origin), List.of(), List.of(), List.of());
  }

  private static FeedSources sources(
      List<String> origins,
      List<String> notOrigins,
      List<RemoteSource> remote,
      List<RemoteSource> notRemote) {
    return new FeedSources(origins, notOrigins, remote, notRemote, null, null);
  }

  private static RemoteSource of(String peer, String origin) {
    return new RemoteSource(peer, origin);
  }

  private static Feed feed(FeedKind kind, FeedSources from) {
    return new Feed(null, kind, NL, null, null, null, null, from, null);
  }

  private static void assertRefused(ThrowingCallable made, String text) {
    assertThatThrownBy(made).isInstanceOf(InvalidSetting.class).hasMessageContaining(text);
  }
}
