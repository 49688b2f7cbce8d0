package org.keyferry.processor;

import org.keyferry.processor.assemble.PaddingSecret;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicSettings;

/**
 * Everything that decides what the topology does.
 *
 * @param feeds the feeds, at least one
 * @param admission what a key may look like
 * @param topics partitions and copies
 * @param settings the processor's own
 * @param paddingSecret what fakes are derived from
 */
public record ProcessorPlan(
    FeedPlan feeds,
    AdmissionLimits admission,
    TopicSettings topics,
    ProcessorSettings settings,
    PaddingSecret paddingSecret) {

  /**
   * @throws InvalidSetting if there is no feed, or a regional one for our own region
   */
  public ProcessorPlan {
    InvalidSetting.unless(
        !feeds.feeds().isEmpty(), "keyferry.plan.feeds", "at least one feed", "none");
    for (Feed feed : feeds.feeds()) {
      InvalidSetting.unless(
          feed.kind() != FeedKind.REGIONAL || !feed.region().equals(settings.homeRegion()),
          "keyferry.plan.feeds[" + feed.id() + "].region",
          "another region than keyferry.processor.home-region, as its kind is regional",
          feed.region());
    }
  }

  /**
   * The same with other feeds.
   *
   * @throws InvalidSetting as the constructor
   */
  public ProcessorPlan withFeeds(FeedPlan others) {
    return new ProcessorPlan(others, admission, topics, settings, paddingSecret);
  }
}
