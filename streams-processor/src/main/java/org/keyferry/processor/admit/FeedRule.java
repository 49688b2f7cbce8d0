package org.keyferry.processor.admit;

import java.util.HashMap;
import java.util.Map;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.ReleaseRamp;
import org.keyferry.wire.feed.SourceFilter;
import org.keyferry.wire.feed.TravellerKeys;

/** What one feed says of the keys that its kind may hold. Pure. */
final class FeedRule {
  private final String id;
  private final SourceFilter sources;
  private final TravellerKeys travellers;
  private final Map<String, ReleaseRamp> ramps = new HashMap<>();

  FeedRule(Feed feed) {
    id = feed.id();
    sources = new SourceFilter(feed.from());
    travellers = feed.from().travellers();
    feed.from().ramps().forEach(ramp -> ramps.put(ramp.origin().code(), ramp));
  }

  String id() {
    return id;
  }

  /** Whether keys with the statement are taken, but for a ramp. */
  boolean takes(KeyStatement statement) {
    return travellers.takes(statement.traveller())
        && (statement.isLocal()
            ? sources.takesLocal(statement.origin())
            : sources.takesRemote(statement.peer(), statement.origin()));
  }

  /** Whether it depends on the key itself if one of that origin is taken. */
  boolean hasRamp(String origin) {
    return ramps.containsKey(origin);
  }

  /** Whether the ramp of that origin, which there is, takes a key at the place. */
  boolean rampTakes(String origin, int place) {
    return ramps.get(origin).takes(place);
  }
}
