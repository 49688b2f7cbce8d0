package org.keyferry.federation.gateway.feed;

import java.util.Optional;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.key.Region;

/** Under which address peers find a feed. */
public sealed interface FeedAddress {

  /** {@code /v1/a2a/keys}: what every peer of the cluster may read. */
  record AllToAll() implements FeedAddress {
    static final String NAME = "a2a";

    @Override
    public String toString() {
      return NAME;
    }
  }

  /**
   * {@code /v1/REGION/keys}: what the backend of one region may read.
   *
   * @param region of who reads
   */
  record OfRegion(Region region) implements FeedAddress {
    @Override
    public String toString() {
      return region.code();
    }
  }

  /** The address that the name in a path stands for, if it can be one. */
  static Optional<FeedAddress> of(String name) {
    if (name.equals(AllToAll.NAME)) {
      return Optional.of(new AllToAll());
    }
    return Region.isCode(name) ? Optional.of(new OfRegion(new Region(name))) : Optional.empty();
  }

  /** The address of the feed that the batch is of; empty if peers find it under none. */
  static Optional<FeedAddress> of(PublishedBatch batch) {
    if (batch.getAudience() != BatchAudience.PEERS) {
      return Optional.empty();
    }
    return switch (batch.getFeedKind()) {
      case FEED_ALL_TO_ALL -> Optional.of(new AllToAll());
      case FEED_REGIONAL ->
          Region.isCode(batch.getRegion())
              ? Optional.of(new OfRegion(new Region(batch.getRegion())))
              : Optional.empty();
      case BATCH_FEED_KIND_UNSPECIFIED, FEED_FOR_PHONES, FEED_FOR_HUB, FEED_GATEWAY, UNRECOGNIZED ->
          Optional.empty();
    };
  }
}
