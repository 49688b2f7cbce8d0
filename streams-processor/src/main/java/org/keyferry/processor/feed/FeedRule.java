package org.keyferry.processor.feed;

import java.util.HashMap;
import java.util.Map;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.ReleaseRamp;
import org.keyferry.wire.feed.SourceFilter;
import org.keyferry.wire.feed.TravellerKeys;

/** What one feed says of the keys that its kind may hold. Pure. */
public final class FeedRule {
  private final String id;
  private final SourceFilter sources;
  private final TravellerKeys travellers;
  private final Map<String, ReleaseRamp> ramps = new HashMap<>();

  public FeedRule(Feed feed) {
    id = feed.id();
    sources = new SourceFilter(feed.from());
    travellers = feed.from().travellers();
    feed.from().ramps().forEach(ramp -> ramps.put(ramp.origin().code(), ramp));
  }

  /** The feed's id. */
  public String id() {
    return id;
  }

  /** Whether keys from there are taken, but for a ramp. */
  public boolean takes(KeyProvenance from) {
    return travellers.takes(from.traveller())
        && (from.isLocal()
            ? sources.takesLocal(from.origin())
            : sources.takesRemote(from.peer(), from.origin()));
  }

  /** Whether it depends on the key itself if one of that origin is taken. */
  public boolean hasRamp(String origin) {
    return ramps.containsKey(origin);
  }

  /** Whether the ramp of that origin, which there is, takes a key at the place. */
  public boolean rampTakes(String origin, int place) {
    return ramps.get(origin).takes(place);
  }
}
