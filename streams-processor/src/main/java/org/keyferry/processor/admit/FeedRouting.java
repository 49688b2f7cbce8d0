package org.keyferry.processor.admit;

import java.util.function.Predicate;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;

/**
 * Decides which feeds a key belongs to. Pure; the regions that a person declared are read here and
 * nowhere later.
 *
 * <ul>
 *   <li>A public feed takes every local key.
 *   <li>A public feed takes a remote key whose regions of interest contain the feed's region, are
 *       the whole cluster, or are not stated.
 * </ul>
 */
public final class FeedRouting {
  private final FeedPlan plan;
  private final FeedSet ofLocal;
  private final FeedSet ofWholeCluster;

  /**
   * @param plan the feeds
   */
  public FeedRouting(FeedPlan plan) {
    this.plan = plan;
    this.ofLocal = feeds(feed -> feed.kind() == FeedKind.PUBLIC);
    this.ofWholeCluster = feeds(feed -> feed.kind() == FeedKind.PUBLIC);
  }

  /** The feeds of a key that entered by our own gateway. */
  public FeedSet ofLocal() {
    return ofLocal;
  }

  /** The feeds of a key that came from another backend. */
  public FeedSet ofRemote(FederatedKey key) {
    if (!key.hasRegionsOfInterest() || key.getRegionsOfInterest().getWholeCluster()) {
      return ofWholeCluster;
    }
    RegionsOfInterest regions = key.getRegionsOfInterest();
    return feeds(feed ->
        feed.kind() == FeedKind.PUBLIC && regions.getRegionsList().contains(feed.region().code()));
  }

  private FeedSet feeds(Predicate<Feed> taking) {
    return FeedSet.of(plan.feeds().stream().filter(taking).map(Feed::id).toList());
  }
}
