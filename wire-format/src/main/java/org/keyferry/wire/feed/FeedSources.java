package org.keyferry.wire.feed;

import java.util.HashSet;
import java.util.List;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/**
 * Which keys a feed takes of those that its kind may hold: {@code keyferry.plan.feeds[].from}. What
 * is excluded is never taken; remote keys are taken only if they are included; local keys need no
 * entry.
 */
public record FeedSources(
    @Setting(
            "Regions of origin whose remote keys are taken, from whichever peer; * for each. Any"
                + " number.")
        List<String> includeOrigins,
    @Setting(
            "Regions of origin whose keys, remote and local, are not taken, whatever is included."
                + " Any number.")
        List<String> excludeOrigins,
    @Setting("Peers and origins whose remote keys are taken. Any number.")
        List<RemoteSource> includeRemote,
    @Setting("Peers and origins whose remote keys are not taken, whatever is included. Any number.")
        List<RemoteSource> excludeRemote,
    @Setting(
            "Keys of persons who said that they travelled: all takes them like others, only takes"
                + " no others, none leaves them out.")
        TravellerKeys travellers,
    @Setting(
            "Origins of whose keys, remote and local, only a part is taken. Those without an entry"
                + " are taken whole.")
        List<ReleaseRamp> ramps) {

  private static final String AT = "keyferry.plan.feeds[].from.";

  public FeedSources {
    includeOrigins = copy(includeOrigins);
    excludeOrigins = copy(excludeOrigins);
    includeRemote = copy(includeRemote);
    excludeRemote = copy(excludeRemote);
    travellers = travellers == null ? TravellerKeys.ALL : travellers;
    ramps = copy(ramps);
    includeOrigins.forEach(o -> RemoteSource.checkOrigin(AT + "include-origins[]", o));
    excludeOrigins.forEach(o -> RemoteSource.checkOrigin(AT + "exclude-origins[]", o));
    var ramped = new HashSet<Region>();
    for (ReleaseRamp ramp : ramps) {
      InvalidSetting.unless(
          ramped.add(ramp.origin()), AT + "ramps[].origin", "no origin twice", ramp.origin());
    }
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Whether any remote key can be taken. */
  public boolean includesRemote() {
    return !includeOrigins.isEmpty() || !includeRemote.isEmpty();
  }

  /** Whether no entry takes whatever comes from wherever. */
  boolean namesSources() {
    return !includeOrigins.contains(RemoteSource.ANY)
        && includeRemote.stream().noneMatch(RemoteSource::isEverything);
  }
}
