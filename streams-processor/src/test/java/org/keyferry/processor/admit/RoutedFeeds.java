package org.keyferry.processor.admit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.TestKeys;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.key.Region;

/** A plan with feeds of all kinds, for a backend of NL, and keys for it. */
final class RoutedFeeds {
  static final List<String> ABROAD =
      List.of("AT", "BE", "CZ", "DE", "DK", "ES", "FI", "FR", "GB-NIR", "GB-SCT", "IE", "IT");

  static final FeedSources ANYWHERE = including(RemoteSource.ANY);

  private RoutedFeeds() {}

  static FeedSources including(String... origins) {
    return new FeedSources(List.of(origins), null, null, null, null, null);
  }

  static Feed feed(String id, FeedKind kind, String region, FeedSources from) {
    return new Feed(id, kind, new Region(region), null, null, null, null, from, null);
  }

  static FeedRouting routing(Feed... feeds) {
    return new FeedRouting(List.of(feeds));
  }

  /** Two public feeds, all-to-all, a hub's, a gateway's, and a regional one for each abroad. */
  static List<Feed> all() {
    var feeds = new ArrayList<Feed>();
    feeds.add(feed("NL", FeedKind.PUBLIC, "NL", ANYWHERE));
    feeds.add(feed("AW", FeedKind.PUBLIC, "AW", ANYWHERE));
    feeds.add(feed("a2a", FeedKind.ALL_TO_ALL, "NL", null));
    feeds.add(feed("hub", FeedKind.HUB, "NL", null));
    feeds.add(feed("gateway", FeedKind.GATEWAY, "NL", including("BE")));
    ABROAD.forEach(code -> feeds.add(feed(regional(code), FeedKind.REGIONAL, code, null)));
    return feeds;
  }

  static String regional(String code) {
    return "to-" + code;
  }

  static SubmittedKey.Builder local(String... regions) {
    return local(List.of(regions));
  }

  static SubmittedKey.Builder local(Collection<String> regions) {
    var key = SubmittedKey.newBuilder().setOrigin("NL").setConsentToFederation(true);
    key.getTemporaryExposureKeyBuilder().setKeyData(TestKeys.bytes(1));
    return key.setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(regions));
  }

  static FederatedKey.Builder remote(String origin, String... regions) {
    var key = FederatedKey.newBuilder().setOrigin(origin).setPeer(origin);
    key.getTemporaryExposureKeyBuilder().setKeyData(TestKeys.bytes(1));
    return key.setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(List.of(regions)));
  }
}
