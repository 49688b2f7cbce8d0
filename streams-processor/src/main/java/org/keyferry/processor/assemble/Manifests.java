package org.keyferry.processor.assemble;

import java.util.Optional;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.ForeignOrigin;
import org.keyferry.wire.key.Region;

/**
 * What the feed's settings say of each batch, so that whoever reads batches needs no plan of its
 * own. Pure.
 *
 * @param home our own region
 */
record Manifests(Region home) {
  /** A manifest that lacks what the batch itself says. */
  SealedManifest.Builder of(Feed feed) {
    FeedFiles files = feed.files();
    var manifest =
        SealedManifest.newBuilder()
            .setRegion(feed.region().code())
            .setAudience(feed.kind().isPublic() ? BatchAudience.PHONES : BatchAudience.PEERS)
            .setFeedKind(kind(feed.kind()));
    Optional.ofNullable(files.retention())
        .ifPresent(retention -> manifest.setRetentionSeconds(retention.toSeconds()));
    Optional.ofNullable(files.maximumKeysPerFile()).ifPresent(manifest::setMaximumKeysPerFile);
    if (feed.kind() == FeedKind.HUB || files.foreignOrigin() == ForeignOrigin.OWN) {
      manifest.setOrigin(home.code());
    }
    files.visitedCountries().forEach(country -> manifest.addVisitedCountries(country.code()));
    return manifest;
  }

  private static BatchFeedKind kind(FeedKind kind) {
    return switch (kind) {
      case PUBLIC -> BatchFeedKind.FEED_FOR_PHONES;
      case ALL_TO_ALL -> BatchFeedKind.FEED_ALL_TO_ALL;
      case REGIONAL -> BatchFeedKind.FEED_REGIONAL;
      case HUB -> BatchFeedKind.FEED_FOR_HUB;
      case GATEWAY -> BatchFeedKind.FEED_GATEWAY;
    };
  }
}
