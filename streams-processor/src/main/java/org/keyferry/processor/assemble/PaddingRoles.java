package org.keyferry.processor.assemble;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;

/**
 * Which feeds tell which others of their fakes, so that a fake is found wherever its key is. Pure.
 *
 * <p>One public feed, that of the shortest bucket, <em>leads</em>: it makes its fakes at once, and
 * each feed that has one of its keys shows the same. What a feed has to make beyond those, it sends
 * to the feeds that <em>take</em> them, since they have the keys too: public feeds, and for a
 * regional feed also all-to-all and hub feeds. A feed without a minimum size takes no part.
 */
final class PaddingRoles {
  private static final Comparator<Feed> SHORTEST_BUCKET =
      Comparator.comparing(Feed::bucket).thenComparing(Feed::id);

  private final List<Feed> padded;
  private final Optional<Feed> lead;
  private final Set<String> takers = new HashSet<>();

  PaddingRoles(FeedPlan plan) {
    padded = plan.feeds().stream().filter(feed -> feed.minimumBatchSize() > 0).toList();
    lead = padded.stream().filter(feed -> feed.kind().isPublic()).min(SHORTEST_BUCKET);
    padded.forEach(feed -> takersOf(feed).forEach(taker -> takers.add(taker.id())));
  }

  boolean isLead(Feed feed) {
    return lead.map(feed::equals).orElse(false);
  }

  /** Whether the feed of that id leads. */
  boolean isLead(String id) {
    return lead.map(feed -> feed.id().equals(id)).orElse(false);
  }

  /** The feeds that wait to be told of the lead's fakes. */
  List<Feed> followers() {
    return padded.stream().filter(this::follows).toList();
  }

  /** Whether it waits for the lead. One with a shorter bucket can't: it would have to for long. */
  boolean follows(Feed feed) {
    return feed.minimumBatchSize() > 0
        && lead.map(lead ->
                !feed.equals(lead)
                    && (feed.kind().isPublic() || feed.bucket().compareTo(lead.bucket()) >= 0))
            .orElse(false);
  }

  /** The feeds that have the keys of this one too, and so are to show its fakes. */
  List<Feed> takersOf(Feed feed) {
    return padded.stream().filter(other -> takes(other, feed)).toList();
  }

  private boolean takes(Feed other, Feed feed) {
    return switch (feed.kind()) {
      case PUBLIC -> isLead(other) && !isLead(feed);
      case ALL_TO_ALL, HUB -> other.kind().isPublic();
      case REGIONAL ->
          other.kind().isPublic()
              || other.kind() == FeedKind.ALL_TO_ALL
              || other.kind() == FeedKind.HUB;
      case GATEWAY -> other.kind().isPublic() && other.from().includesRemote();
    };
  }

  /** Whether it may get fakes of others. */
  boolean isTaker(Feed feed) {
    return takers.contains(feed.id());
  }

  /** Those of the takers that have to show the fakes before the feed itself does. */
  List<String> awaitedBy(Feed feed) {
    return follows(feed)
        ? takersOf(feed).stream().filter(this::isLead).map(Feed::id).toList()
        : List.of();
  }

  /** Whether there is such a feed, and it has a minimum size. */
  boolean isPadded(String id) {
    return padded.stream().anyMatch(feed -> feed.id().equals(id));
  }
}
