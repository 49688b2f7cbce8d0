package org.keyferry.processor.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.admit.RoutedFeeds.ABROAD;
import static org.keyferry.processor.admit.RoutedFeeds.ANYWHERE;
import static org.keyferry.processor.admit.RoutedFeeds.feed;
import static org.keyferry.processor.admit.RoutedFeeds.local;
import static org.keyferry.processor.admit.RoutedFeeds.remote;
import static org.keyferry.processor.admit.RoutedFeeds.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.TestKeys;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.ReleaseRamp;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.key.Region;

class FeedRoutingPropertyTest {
  private static final List<String> PUBLIC = List.of("AW", "NL");
  private final FeedRouting routing = new FeedRouting(RoutedFeeds.all());

  /** Home, regions with a feed, and regions without. */
  @Provide
  Arbitrary<Set<String>> declared() {
    var codes = new ArrayList<>(ABROAD);
    codes.addAll(List.of("NL", "AW", "SE", "NO"));
    return Arbitraries.of(codes).set();
  }

  @Property(tries = 300)
  @Tag("V16")
  @Tag("V39")
  void keyWithConsentIsInExactlyTheRegionalFeedsThatItDeclares(
      @ForAll("declared") Set<String> declared) {
    var expected = ABROAD.stream().filter(declared::contains).map(RoutedFeeds::regional).toList();

    assertThat(routing.ofLocal(local(declared).build()).feeds().ids())
        .filteredOn(id -> id.startsWith("to-"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property(tries = 300)
  @Tag("V16")
  void orderAndRepetitionOfDeclaredRegionsMakeNoDifference(
      @ForAll("declared") Set<String> declared, @ForAll long seed) {
    var shuffled = new ArrayList<>(declared);
    shuffled.addAll(declared);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(routing.ofLocal(local(shuffled).build()).feeds())
        .isEqualTo(routing.ofLocal(local(declared).build()).feeds());
  }

  @Property(tries = 300)
  @Tag("SP1")
  void keyWithoutConsentIsInNoFeedThatLeaves(
      @ForAll("declared") Set<String> declared,
      @ForAll boolean traveller,
      @ForAll boolean everywhere) {
    var key = local(declared).setConsentToFederation(false);
    key.getMetadataBuilder().setTraveller(traveller);
    key.getRegionsOfInterestBuilder().setWholeCluster(everywhere);

    assertThat(routing.ofLocal(key.build()).feeds().ids()).containsExactlyElementsOf(PUBLIC);
  }

  @Property(tries = 300)
  @Tag("V31")
  @Tag("V37")
  @Tag("V40")
  void remoteKeyIsInNoFeedOfLocalKeysWhateverItSays(
      @ForAll("declared") Set<String> interest,
      @ForAll boolean traveller,
      @ForAll boolean everywhere,
      @ForAll @IntRange(max = 11) int origin) {
    var key = remote(ABROAD.get(origin), interest.toArray(String[]::new));
    key.getMetadataBuilder().setTraveller(traveller);
    key.getRegionsOfInterestBuilder().setWholeCluster(everywhere);

    assertThat(routing.ofRemote(key.build()).feeds().ids()).isSubsetOf("NL", "AW", "gateway");
    assertThat(routing.ofLocal(asLocal(key.build())).feeds().ids()).contains("a2a");
  }

  /** Control: the same key would be in them if it were ours. */
  private static SubmittedKey asLocal(FederatedKey key) {
    return SubmittedKey.newBuilder()
        .setTemporaryExposureKey(key.getTemporaryExposureKey())
        .setOrigin("NL")
        .setConsentToFederation(true)
        .build();
  }

  @Property(tries = 300)
  @Tag("D35")
  void widerRampTakesMoreOfThatOriginAndOtherFeedsStayAsTheyAre(
      @ForAll long number,
      @ForAll @IntRange(max = 100) int lower,
      @ForAll @IntRange(max = 100) int more) {
    var key = remote("BE", "NL");
    key.getTemporaryExposureKeyBuilder().setKeyData(TestKeys.bytes(number));
    int higher = Math.min(100, lower + more);

    var narrow = ramp("BE", lower).ofRemote(key.build()).feeds().ids();
    var wide = ramp("BE", higher).ofRemote(key.build()).feeds().ids();
    var ofAnother = ramp("DE", 0).ofRemote(key.build()).feeds().ids();

    assertThat(wide).containsAll(narrow);
    assertThat(narrow)
        .contains("whole")
        .isEqualTo(ramp("BE", lower).ofRemote(key.build()).feeds().ids());
    assertThat(ofAnother).containsExactly("ramped", "whole");
  }

  private static FeedRouting ramp(String origin, int percent) {
    var ramp = new ReleaseRamp(new Region(origin), percent);
    var from = new FeedSources(List.of(RemoteSource.ANY), null, null, null, null, List.of(ramp));
    return routing(
        feed("ramped", FeedKind.PUBLIC, "NL", from),
        feed("whole", FeedKind.PUBLIC, "NL", ANYWHERE));
  }

  @Property(tries = 300)
  @Tag("N14")
  void switchingAnOriginOffInAFeedChangesNothingElse(
      @ForAll("declared") Set<String> interest,
      @ForAll @IntRange(max = 11) int off,
      @ForAll @IntRange(max = 11) int origin) {
    var key = remote(ABROAD.get(origin), interest.toArray(String[]::new)).build();
    var expected = new ArrayList<>(routing.ofRemote(key).feeds().ids());
    if (off == origin) {
      expected.remove("NL");
    }

    var without = new FeedRouting(switchedOff(ABROAD.get(off)));

    assertThat(without.ofRemote(key).feeds().ids()).isEqualTo(expected);
  }

  private static List<Feed> switchedOff(String origin) {
    var from = new FeedSources(List.of(RemoteSource.ANY), List.of(origin), null, null, null, null);
    var feeds = new ArrayList<>(RoutedFeeds.all());
    feeds.set(0, feed("NL", FeedKind.PUBLIC, "NL", from));
    return feeds;
  }
}
